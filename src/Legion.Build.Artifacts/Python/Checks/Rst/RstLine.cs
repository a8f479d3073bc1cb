namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <summary>A line of a text, or what is left of it inside a nested block.</summary>
/// <param name="Number">Zero-based line in the file.</param>
/// <param name="Text">Without blanks at its end; tabs are blanks.</param>
internal readonly record struct RstLine(int Number, string Text)
{
    /// <summary>True when nothing stands in it.</summary>
    public bool IsBlank => Text.Length == 0;

    /// <summary>Blanks at its start.</summary>
    public int Indent
    {
        get
        {
            var indent = 0;
            while (indent < Text.Length && Text[indent] == ' ') indent++;
            return indent;
        }
    }

    /// <summary>The line without its first characters.</summary>
    /// <param name="count">How many; a shorter line becomes blank.</param>
    public RstLine Skip(int count) => new(Number, count >= Text.Length ? "" : Text[count..].TrimEnd());
}
