using System.Security.Cryptography;

namespace Legion.Build.Artifacts.Files;

/// <summary>Passes on what is written, hashes and counts it.</summary>
/// <param name="inner">Where it goes; closed with this.</param>
/// <param name="leaveOpen">True to leave <paramref name="inner"/> open.</param>
internal sealed class HashingStream(Stream inner, bool leaveOpen = false) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[]? result;
    private long written;

    /// <summary>SHA-256 of all that was written; to be asked for when this is closed.</summary>
    public byte[] Hash => result ?? throw new InvalidOperationException("The stream is still open.");

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
        inner.Write(buffer);
        written += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write-only.");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Write-only.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("Write-only.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && result is null)
        {
            result = hash.GetHashAndReset();
            hash.Dispose();
            if (!leaveOpen) inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
