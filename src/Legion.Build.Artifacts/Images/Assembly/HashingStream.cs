using System.Security.Cryptography;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Passes on what is written, and hashes it.</summary>
/// <param name="inner">Where it goes; closed with this.</param>
internal sealed class HashingStream(Stream inner) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[]? result;

    /// <summary>SHA-256 of all that was written; to be asked for when this is closed.</summary>
    public byte[] Hash => result ?? throw new InvalidOperationException("The stream is still open.");

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("Write-only.");

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException("Write-only.");
        set => throw new NotSupportedException("Write-only.");
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        inner.Write(buffer);
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
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
