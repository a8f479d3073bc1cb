namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>How a pattern met a file.</summary>
internal enum IgnoreMatch
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Through a folder above it.</summary>
    Folder,

    /// <summary>By its own path.</summary>
    Itself,
}
