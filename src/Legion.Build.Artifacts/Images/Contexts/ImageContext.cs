namespace Legion.Build.Artifacts.Images.Contexts;

/// <summary>All that one image build may see: a closed list of files, folders and links.</summary>
internal sealed class ImageContext
{
    private readonly SortedDictionary<string, ContextEntry> entries;
    private readonly Dictionary<string, ContextEntry> ignored;

    /// <summary>Closes a context.</summary>
    /// <param name="root">Absolute path of the folder its paths are relative to.</param>
    /// <param name="entries">What is seen.</param>
    /// <param name="ignored">What is declared, but ignored.</param>
    /// <param name="ignoreFile">The ignore file that was applied, absolute; null when there is none.</param>
    public ImageContext(string root, SortedDictionary<string, ContextEntry> entries, Dictionary<string, ContextEntry> ignored, string? ignoreFile)
    {
        Root = root;
        this.entries = entries;
        this.ignored = ignored;
        IgnoreFile = ignoreFile;
    }

    /// <summary>Absolute path of the folder the paths are relative to (what no source brought from elsewhere).</summary>
    public string Root { get; }

    /// <summary>The ignore file that was applied, absolute; null when there is none.</summary>
    public string? IgnoreFile { get; }

    /// <summary>What is seen, in ordinal order; folders come before what they hold.</summary>
    public IReadOnlyCollection<ContextEntry> Entries => entries.Values;

    /// <summary>The entry at a path.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    public ContextEntry? Find(string path) => entries.GetValueOrDefault(path);

    /// <summary>True when the path is declared but an ignore pattern hides it.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    public bool IsIgnored(string path) => ignored.ContainsKey(path);
}
