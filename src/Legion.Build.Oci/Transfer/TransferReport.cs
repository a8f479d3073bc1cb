namespace Legion.Build.Oci.Transfer;

/// <summary>What a transfer moved.</summary>
/// <param name="Blobs">Blobs it looked at.</param>
/// <param name="Sent">Of those, sent or received.</param>
/// <param name="Mounted">Of those, mounted.</param>
/// <param name="SentBytes">Bytes of those sent or received.</param>
public sealed record TransferReport(int Blobs, int Sent, int Mounted, long SentBytes);
