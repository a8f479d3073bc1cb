using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>A key of a map with its value.</summary>
public class YamlEntry
{
    private int start;
    private int line;
    private int column;
    private int length;
    private YamlScalarStyle style;
    private YamlNode? held;

    private YamlEntry(SourceSpan span, string? key, YamlScalarStyle style, YamlNode value, bool isMerged)
    {
        Become(span, key, style, value);
        IsMerged = isMerged;
    }

    /// <summary>The key as a node; nearly always a scalar.</summary>
    public virtual YamlNode KeyNode => YamlScalar.Create(KeySpan, null, Key!, style);

    /// <summary>The key's text, or null when the key is a map or a list.</summary>
    public string? Key { get; private set; }

    /// <summary>The value.</summary>
    public virtual YamlNode Value => held!;

    /// <summary>True when the entry came through a merge key (<c>&lt;&lt;</c>).</summary>
    public bool IsMerged { get; }

    /// <summary>Where the key stands.</summary>
    public virtual SourceSpan KeySpan => new(start, length, line, column, line, column + length);

    /// <summary>An entry whose key is a scalar on one line, without a tag.</summary>
    internal static YamlEntry Create(SourceSpan span, string key, YamlScalarStyle style, YamlNode value) => new(span, key, style, value, isMerged: false);

    /// <summary>An entry with any node for its key.</summary>
    internal static YamlEntry Create(YamlNode key, YamlNode value, bool isMerged) => new Rare(key, value, isMerged);

    /// <summary>An entry that can let its value go, to be read again from the text where somebody asks for it.</summary>
    internal static YamlEntry Releasable(SourceSpan span, string key, YamlScalarStyle style, YamlNode value, string text) => new Letting(span, key, style, value, text);

    /// <summary>Is another entry from here on (<see cref="NodeShelf"/>).</summary>
    internal void Become(SourceSpan span, string? key, YamlScalarStyle style, YamlNode value)
    {
        (start, length, line, column) = (span.Start, span.Length, span.StartLine, span.StartColumn);
        this.style = style;
        held = value;
        Key = key;
    }

    /// <summary>Lets the value go, where it can be had again.</summary>
    internal virtual void Release()
    {
    }

    /// <summary>An entry of a section: ten thousand of these hold a manifest's nodes, which outlive the reading in nobody's interest.</summary>
    private sealed class Letting(SourceSpan span, string key, YamlScalarStyle style, YamlNode value, string text) : YamlEntry(span, key, style, value, isMerged: false)
    {
        public override YamlNode Value => held ?? PlainYaml.ReadAgain(text, KeySpan);

        internal override void Release() => held = null;
    }

    /// <summary>An entry that keeps its key's node, which may be an alias, a map, or tagged.</summary>
    private sealed class Rare(YamlNode key, YamlNode value, bool isMerged) : YamlEntry(default, (key as YamlScalar)?.Text, default, value, isMerged)
    {
        public override YamlNode KeyNode => key;

        public override SourceSpan KeySpan => key.Span;
    }
}
