using System.Collections.Concurrent;

namespace Legion.Build.Artifacts.Archives.Deflate;

/// <summary>An encoder with room for what it writes; kept for reuse, as both are large.</summary>
internal sealed class DeflateWorker : IDisposable
{
    private static readonly ConcurrentBag<DeflateWorker> Idle = [];
    private readonly DeflateEncoder encoder = new();
    private readonly BitWriter output = new();

    private DeflateWorker()
    {
    }

    /// <summary>What was compressed last, until this is given back.</summary>
    public ReadOnlySpan<byte> Output => output.Written;

    /// <summary>Takes one; dispose it to give it back.</summary>
    public static DeflateWorker Take() => Idle.TryTake(out var idle) ? idle : new();

    /// <summary>Compresses one part of a stream.</summary>
    /// <param name="content">Up to 32 KiB of history, then what to compress.</param>
    /// <param name="start">Length of the history.</param>
    /// <param name="last">True to end the stream; false to end on a byte border.</param>
    public void Compress(ReadOnlySpan<byte> content, int start, bool last)
    {
        output.Clear();
        encoder.Compress(content, start, last, output);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Idle.Count < Environment.ProcessorCount * 2) Idle.Add(this);
    }
}
