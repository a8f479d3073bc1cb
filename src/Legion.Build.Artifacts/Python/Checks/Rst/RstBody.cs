namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <summary>What stands in a directive.</summary>
internal enum RstBody
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Paragraphs, lists and so on.</summary>
    Blocks,

    /// <summary>Text with inline markup.</summary>
    Inline,

    /// <summary>Text as it is.</summary>
    Literal,
}
