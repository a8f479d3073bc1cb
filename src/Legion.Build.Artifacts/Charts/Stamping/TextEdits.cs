using System.Text;

namespace Legion.Build.Artifacts.Charts.Stamping;

/// <summary>Replacements in a text; what they do not touch stays as it was written.</summary>
internal sealed class TextEdits
{
    private readonly List<(int Start, int Length, string Text)> edits = [];

    /// <summary>True when nothing is to be changed.</summary>
    public bool IsEmpty => edits.Count == 0;

    /// <summary>Replaces a stretch; length zero inserts. Edits at one place take effect in the order they were added.</summary>
    public void Replace(int start, int length, string text) => edits.Add((start, length, text));

    /// <summary>The changed text.</summary>
    public string Apply(string text)
    {
        var result = new StringBuilder(text.Length + 64);
        var at = 0;
        foreach (var (start, length, replacement) in edits.OrderBy(static e => e.Start))
        {
            result.Append(text, at, start - at).Append(replacement);
            at = start + length;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
