using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Manifest.Yaml;

/// <summary>Reads YAML text into located nodes. Never throws: what is wrong comes out as diagnostics.</summary>
/// <remarks>
/// YAML 1.1 as YamlDotNet's event parser reads it, anchors, aliases and merge keys (yaml.org/type/merge.html) resolved.
/// Hostile text is bounded: by length, by depth and by the number of nodes that aliases would expand to.
/// </remarks>
public static class YamlReader
{
    /// <summary>The longest text that is read, in UTF-16 code units.</summary>
    public const int MaximumLength = 8 * 1024 * 1024;

    /// <summary>The deepest nesting that is read.</summary>
    public const int MaximumDepth = 100;

    /// <summary>The most nodes that are read, each alias counted with all that it stands for.</summary>
    public const int MaximumNodes = 1_000_000;

    /// <summary>Reads all documents of a text.</summary>
    /// <param name="text">The text; a byte order mark at its start is skipped but counts in offsets.</param>
    /// <param name="path">The file it comes from, for diagnostics alone.</param>
    public static YamlText Read(string text, string path)
    {
        if (text.Length > MaximumLength)
        {
            var tooLong = ManifestRules.YamlLimit.At(SourceLocation.File(path), $"is {text.Length} characters long; {MaximumLength} are read");
            return new([], EquatableArray.Of(tooLong));
        }

        return PlainYaml.TryRead(text) is { } document ? new([document], default) : new YamlComposer(text, path).Compose();
    }
}
