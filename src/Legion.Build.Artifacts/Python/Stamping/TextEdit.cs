using System.Text;

namespace Legion.Build.Artifacts.Python.Stamping;

/// <summary>A stretch of a text and what stands there instead.</summary>
/// <param name="Start">Offset of the first character replaced.</param>
/// <param name="Length">Characters replaced.</param>
/// <param name="Replacement">The new text.</param>
internal sealed record TextEdit(int Start, int Length, string Replacement)
{
    /// <summary>Makes edits that do not overlap.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edits">The edits, in any order.</param>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var built = new StringBuilder(text);
        foreach (var edit in edits.OrderByDescending(static e => e.Start)) built.Remove(edit.Start, edit.Length).Insert(edit.Start, edit.Replacement);
        return built.ToString();
    }
}
