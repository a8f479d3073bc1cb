using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

using Legion.Build.Artifacts.Archives.Deflate;

namespace Legion.Build.Artifacts.Archives;

/// <summary>A write-only stream that gzips (RFC 1952) in blocks of fixed size, several at once.</summary>
/// <remarks>The block borders follow from the content's offsets alone, so the bytes do not depend on how many processors there are.</remarks>
public sealed class BlockGzipStream : Stream
{
    /// <summary>Names the bytes it makes; to be changed with every change of them, so that what was compressed before is not taken for the same.</summary>
    public const string Format = "block-gzip 3";

    private const int BlockLength = 512 * 1024;
    private const int History = DeflateEncoder.WindowSize;
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]; // no name, no time, unknown system
    private readonly Stream output;
    private readonly bool leaveOpen;
    private readonly Queue<Task<DeflateWorker>> pending = new();
    private readonly int parallelism;
    private readonly Crc32 crc = new();
    private byte[] block = ArrayPool<byte>.Shared.Rent(History + BlockLength);
    private int start;
    private int filled;
    private uint length;
    private bool finished;

    /// <summary>Compresses to <paramref name="output"/>.</summary>
    /// <param name="output">Where the gzip member goes.</param>
    /// <param name="leaveOpen">True to leave <paramref name="output"/> open.</param>
    /// <param name="parallelism">Blocks compressed at once; zero: as many as there are processors.</param>
    public BlockGzipStream(Stream output, bool leaveOpen = false, int parallelism = 0)
    {
        this.output = output;
        this.leaveOpen = leaveOpen;
        this.parallelism = parallelism > 0 ? parallelism : Environment.ProcessorCount;
        output.Write(Header);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("A gzip stream has no length before it ends.");

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException("A gzip stream cannot be positioned.");
        set => throw new NotSupportedException("A gzip stream cannot be positioned.");
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        crc.Append(buffer);
        length = unchecked(length + (uint)buffer.Length);
        while (buffer.Length > 0)
        {
            if (filled - start == BlockLength) Enqueue(last: false);
            var part = Math.Min(buffer.Length, start + BlockLength - filled);
            buffer[..part].CopyTo(block.AsSpan(filled));
            filled += part;
            buffer = buffer[part..];
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Flushing early would make the bytes depend on who flushes when.
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
        if (disposing && !finished)
        {
            finished = true;
            Enqueue(last: true);
            while (pending.Count > 0) Dequeue();
            Span<byte> trailer = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc.GetCurrentHashAsUInt32());
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);
            output.Write(trailer);
            output.Flush();
            if (!leaveOpen) output.Dispose();
        }

        base.Dispose(disposing);
    }

    private static DeflateWorker Compress(byte[] block, int from, int count, bool last)
    {
        var worker = DeflateWorker.Take();
        worker.Compress(block.AsSpan(0, count), from, last);
        ArrayPool<byte>.Shared.Return(block);
        return worker;
    }

    private void Enqueue(bool last)
    {
        var (full, from, count) = (block, start, filled);
        if (!last)
        {
            // The next block may refer to the last 32 KiB of this one, as in one stream made by one processor.
            block = ArrayPool<byte>.Shared.Rent(History + BlockLength);
            full.AsSpan(count - History, History).CopyTo(block);
            (start, filled) = (History, History);
        }

        if (pending.Count >= parallelism * 2) Dequeue();
        pending.Enqueue(parallelism == 1 || last ? Task.FromResult(Compress(full, from, count, last)) : Task.Run(() => Compress(full, from, count, last)));
    }

    private void Dequeue()
    {
        using var worker = pending.Dequeue().GetAwaiter().GetResult();
        output.Write(worker.Output);
    }
}
