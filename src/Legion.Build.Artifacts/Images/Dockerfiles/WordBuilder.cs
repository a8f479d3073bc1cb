using System.Text;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>Collects an expansion twice: as one text, and split at white space that no quote protects.</summary>
internal sealed class WordBuilder
{
    private readonly StringBuilder text = new();
    private readonly StringBuilder word = new();
    private readonly List<string> words = [];

    /// <summary>The whole.</summary>
    public string Text => text.ToString();

    /// <summary>The words, when all has been added.</summary>
    public IReadOnlyList<string> Finish()
    {
        EndWord();
        return words;
    }

    /// <summary>Adds a character that ends a word when it is white space.</summary>
    /// <param name="c">The character.</param>
    public void Add(char c)
    {
        text.Append(c);
        if (char.IsWhiteSpace(c)) EndWord();
        else word.Append(c);
    }

    /// <summary>Adds what a substitution gave: its white space splits.</summary>
    /// <param name="value">The value.</param>
    public void AddSplit(string value)
    {
        foreach (var c in value) Add(c);
    }

    /// <summary>Adds what quotes or escapes protect.</summary>
    /// <param name="value">The value.</param>
    public void AddWhole(string value)
    {
        text.Append(value);
        word.Append(value);
    }

    private void EndWord()
    {
        if (word.Length == 0) return;
        words.Add(word.ToString());
        word.Clear();
    }
}
