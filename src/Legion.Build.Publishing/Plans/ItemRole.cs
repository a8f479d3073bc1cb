namespace Legion.Build.Publishing.Plans;

/// <summary>What an item is to a release.</summary>
public enum ItemRole
{
    /// <summary>An artifact under its version: a tag, a package file, an index entry.</summary>
    Artifact,

    /// <summary>A tag that moves from version to version, such as <c>latest</c>; set after all artifacts.</summary>
    FloatingTag,

    /// <summary>The tag of the source repository; set last of all.</summary>
    GitTag,
}
