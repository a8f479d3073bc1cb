using System.Security.Cryptography;
using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Layout;

/// <summary>Takes the content of one new blob; it is in the layout once <see cref="Commit"/> has returned, and never in part.</summary>
public sealed class BlobStream : Stream
{
    private readonly LayoutPaths paths;
    private readonly string staging;
    private readonly FileStream file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long written;
    private bool finished;

    internal BlobStream(LayoutPaths paths)
    {
        this.paths = paths;
        staging = paths.NewStagingFile();
        file = new FileStream(staging, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => written;

    /// <inheritdoc/>
    public override long Position
    {
        get => written;
        set => throw new NotSupportedException();
    }

    /// <summary>Puts the blob in its place.</summary>
    /// <param name="mediaType">What it is.</param>
    /// <param name="expected">The digest it must have; null: whatever it has.</param>
    /// <returns>Its descriptor.</returns>
    /// <exception cref="ContentMismatchException">The content has another digest than expected; nothing was added.</exception>
    public Descriptor Commit(string mediaType, Digest? expected = null)
    {
        ObjectDisposedException.ThrowIf(finished, this);
        finished = true;
        file.Dispose();
        var digest = Digest.FromHash(hash.GetHashAndReset());
        if (expected is { } wanted && wanted != digest)
        {
            File.Delete(staging);
            throw new ContentMismatchException($"The content has digest {digest}, expected {wanted}.");
        }

        PutInPlace(digest);
        return new Descriptor(mediaType, digest, written);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        file.Write(buffer);
        written += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        hash.AppendData(buffer.Span);
        await file.WriteAsync(buffer, cancellationToken);
        written += buffer.Length;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush() => file.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            hash.Dispose();
            if (!finished)
            {
                finished = true;
                File.Delete(staging);
            }
        }

        base.Dispose(disposing);
    }

    // Over what is there already: a blob that went bad on the disk is mended by writing it again, and equal content is equal content.
    private void PutInPlace(Digest digest)
    {
        var target = paths.Blob(digest);
        try
        {
            File.Move(staging, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && SameContent(target, digest))
        {
            // Windows refuses to replace a file another process reads.
            File.Delete(staging);
        }
    }

    private static bool SameContent(string target, Digest digest)
    {
        if (!File.Exists(target))
            return false;
        using var existing = new FileStream(target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Digest.Of(existing) == digest;
    }
}
