using System.Security.Cryptography;

namespace Legion.Build.Artifacts.Charts.Packaging;

/// <summary>A write-only stream that hashes and counts what passes through.</summary>
internal sealed class HashingStream(Stream output, IncrementalHash hash) : Stream
{
    private long written;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>Bytes written so far.</summary>
    public override long Length => written;

    /// <inheritdoc/>
    public override long Position { get => written; set => throw new NotSupportedException("Write-only."); }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        output.Write(buffer);
        written += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => output.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write-only.");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Write-only.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("Write-only.");
}
