namespace Legion.Build.Artifacts.Files;

/// <summary>What stands in a folder.</summary>
public enum FileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A device, pipe or socket.</summary>
    Other,
}
