using System.Buffers;
using System.Security.Cryptography;

namespace Legion.Build.Artifacts.Files;

/// <summary>Passes on what is written, hashes and counts it; gathers small pieces, as each call costs more than copying them.</summary>
/// <param name="inner">Where it goes; closed with this.</param>
/// <param name="leaveOpen">True to leave <paramref name="inner"/> open.</param>
internal sealed class HashingStream(Stream inner, bool leaveOpen = false) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] gathered = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int filled;
    private bool closed;
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
        written += buffer.Length;
        if (buffer.Length > gathered.Length - filled) PassOn();
        if (buffer.Length >= gathered.Length)
        {
            hash.AppendData(buffer);
            inner.Write(buffer);
            return;
        }

        buffer.CopyTo(gathered.AsSpan(filled));
        filled += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        PassOn();
        inner.Flush();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write-only.");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Write-only.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("Write-only.");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
        {
            closed = true;
            try
            {
                PassOn();
                result = hash.GetHashAndReset();
            }
            finally
            {
                hash.Dispose();
                ArrayPool<byte>.Shared.Return(gathered);
                gathered = [];
                if (!leaveOpen) inner.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private void PassOn()
    {
        if (filled == 0) return;
        hash.AppendData(gathered, 0, filled);
        inner.Write(gathered, 0, filled);
        filled = 0;
    }
}
