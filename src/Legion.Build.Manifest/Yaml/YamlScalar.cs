using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Manifest.Yaml;

/// <summary>A scalar: its text, unescaped and unfolded, and how it was written.</summary>
public class YamlScalar : YamlNode
{
    private protected YamlScalar(SourceSpan span, string text, YamlScalarStyle style)
        : base(span)
    {
        Text = text;
        Style = style;
    }

    /// <summary>The text, never null; empty for a value that is left out.</summary>
    public string Text { get; private set; }

    /// <summary>How it is written.</summary>
    public YamlScalarStyle Style { get; private set; }

    /// <summary>True for a value that is left out, <c>~</c> or <c>null</c> (YAML 1.2 core schema), unless quoted or tagged.</summary>
    public bool IsNull => Style == YamlScalarStyle.Plain && Tag is null && Text is ("" or "~" or "null" or "Null" or "NULL");

    /// <summary>True unless the scalar is nothing, a truth value or a number (YAML 1.2 core schema): what JSON calls a string.</summary>
    public bool IsText => Tag is not null ? Tag is "!" or "tag:yaml.org,2002:str"
        : Style != YamlScalarStyle.Plain || !(IsNull || TryGetBoolean(out _) || YamlNumber.Is(Text));

    /// <inheritdoc/>
    public override string Noun => IsNull ? "nothing" : IsText ? "text" : TryGetBoolean(out _) ? "the truth value " + Text : "the number " + Text;

    /// <summary>The truth value, when the scalar is a plain <c>true</c> or <c>false</c> (YAML 1.2 core schema).</summary>
    /// <param name="value">The value.</param>
    public bool TryGetBoolean(out bool value)
    {
        value = Text is "true" or "True" or "TRUE";
        return Style == YamlScalarStyle.Plain && (value || Text is "false" or "False" or "FALSE");
    }

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    /// <inheritdoc/>
    internal override YamlNode At(SourceSpan alias) => Create(alias, Tag, Text, Style, isAlias: true);

    /// <summary>Is another scalar from here on (<see cref="NodeShelf"/>).</summary>
    internal void Become(SourceSpan span, string text, YamlScalarStyle style)
    {
        Stand(span);
        (Text, Style) = (text, style);
    }

    /// <summary>Makes a scalar, as small as it can be.</summary>
    internal static YamlScalar Create(SourceSpan span, string? tag, string text, YamlScalarStyle style, bool isAlias = false) =>
        tag is null && IsOnOneLine(span) ? new YamlScalar(span, text, style) { IsAlias = isAlias } : new Rare(span, tag, text, style) { IsAlias = isAlias };

    /// <summary>A scalar over several lines, or one with a tag.</summary>
    private sealed class Rare(SourceSpan span, string? tag, string text, YamlScalarStyle style) : YamlScalar(span, text, style)
    {
        private readonly int endLine = span.EndLine;
        private readonly int endColumn = span.EndColumn;

        public override SourceSpan Span => SpanTo(endLine, endColumn);

        public override string? Tag { get; } = tag;
    }
}
