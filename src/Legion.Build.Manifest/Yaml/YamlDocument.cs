using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>One document of a YAML text.</summary>
public sealed class YamlDocument
{
    internal YamlDocument(YamlNode root, SourceSpan start)
    {
        Root = root;
        Start = start;
    }

    /// <summary>The document's value; a null scalar when the document is empty.</summary>
    public YamlNode Root { get; }

    /// <summary>Where the document begins: its <c>---</c>, or its first character.</summary>
    public SourceSpan Start { get; }
}
