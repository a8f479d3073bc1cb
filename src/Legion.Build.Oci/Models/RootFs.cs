using System.Collections.Immutable;

namespace Legion.Build.Oci.Models;

/// <summary>The digests of the uncompressed layers, lowest first (image-spec, config.md "rootfs").</summary>
/// <param name="DiffIds">One a layer.</param>
public sealed record RootFs(ImmutableArray<Digest> DiffIds)
{
    /// <summary>No layers.</summary>
    public static RootFs Empty { get; } = new(ImmutableArray<Digest>.Empty);
}
