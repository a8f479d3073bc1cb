using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>A key of a map with its value.</summary>
public class YamlEntry
{
    private readonly int start;
    private readonly int line;
    private readonly int column;
    private readonly int length;
    private readonly YamlScalarStyle style;

    private YamlEntry(SourceSpan span, string? key, YamlScalarStyle style, YamlNode value, bool isMerged)
    {
        (start, length, line, column) = (span.Start, span.Length, span.StartLine, span.StartColumn);
        this.style = style;
        Key = key;
        Value = value;
        IsMerged = isMerged;
    }

    /// <summary>The key as a node; nearly always a scalar.</summary>
    public virtual YamlNode KeyNode => YamlScalar.Create(KeySpan, null, Key!, style);

    /// <summary>The key's text, or null when the key is a map or a list.</summary>
    public string? Key { get; }

    /// <summary>The value.</summary>
    public YamlNode Value { get; }

    /// <summary>True when the entry came through a merge key (<c>&lt;&lt;</c>).</summary>
    public bool IsMerged { get; }

    /// <summary>Where the key stands.</summary>
    public virtual SourceSpan KeySpan => new(start, length, line, column, line, column + length);

    /// <summary>An entry whose key is a scalar on one line, without a tag.</summary>
    internal static YamlEntry Create(SourceSpan span, string key, YamlScalarStyle style, YamlNode value) => new(span, key, style, value, isMerged: false);

    /// <summary>An entry with any node for its key.</summary>
    internal static YamlEntry Create(YamlNode key, YamlNode value, bool isMerged) => new Rare(key, value, isMerged);

    /// <summary>An entry that keeps its key's node, which may be an alias, a map, or tagged.</summary>
    private sealed class Rare(YamlNode key, YamlNode value, bool isMerged) : YamlEntry(default, (key as YamlScalar)?.Text, default, value, isMerged)
    {
        public override YamlNode KeyNode => key;

        public override SourceSpan KeySpan => key.Span;
    }
}
