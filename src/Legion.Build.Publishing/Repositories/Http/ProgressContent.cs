using System.Net;

namespace Legion.Build.Publishing.Repositories.Http;

/// <summary>A body of bytes in memory that tells of its sending, and of every sign of life.</summary>
internal sealed class ProgressContent(ReadOnlyMemory<byte> bytes, IProgress<long> sent, Action moved) : HttpContent
{
    private const int Piece = 128 * 1024;

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var at = 0; at < bytes.Length; at += Piece)
        {
            var piece = bytes.Slice(at, Math.Min(Piece, bytes.Length - at));
            await stream.WriteAsync(piece, cancellationToken);
            moved();
            sent.Report(piece.Length);
        }
    }
}
