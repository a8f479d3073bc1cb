using System.Text;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>A file of a chart, in memory.</summary>
public sealed class ChartFile
{
    /// <summary>The most bytes Helm takes in one file: 5 MiB.</summary>
    public const long MaximumLength = 5 * 1024 * 1024;

    /// <summary>The most bytes Helm takes in one chart: 100 MiB.</summary>
    public const long MaximumChartLength = 100 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private string? text;

    /// <summary>Creates a file.</summary>
    /// <param name="path">Relative to the chart's root, with forward slashes.</param>
    /// <param name="content">The bytes; a UTF-8 byte order mark at their start is dropped, as Helm drops it.</param>
    /// <param name="origin">The file on disk that findings point to: itself, or the archive it comes from.</param>
    public ChartFile(string path, ReadOnlyMemory<byte> content, string origin)
    {
        Path = path;
        Content = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
        Origin = origin;
    }

    /// <summary>Relative to the chart's root, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The bytes, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>The file on disk that findings point to.</summary>
    public string Origin { get; }

    /// <summary>The content as text; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Text => text ??= Encoding.UTF8.GetString(Content.Span);

    /// <summary>The offset of the first byte that is no UTF-8; negative when all are.</summary>
    public int FirstInvalidByte()
    {
        try
        {
            StrictUtf8.GetCharCount(Content.Span);
            return -1;
        }
        catch (DecoderFallbackException e)
        {
            return e.Index;
        }
    }

    /// <summary>The same file below another folder.</summary>
    /// <param name="path">The new path.</param>
    internal ChartFile At(string path) => new(path, Content, Origin);
}
