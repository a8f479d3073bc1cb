using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Layout;

/// <summary>One entry of a layout's index.json.</summary>
/// <param name="Name">Its <c>org.opencontainers.image.ref.name</c>; null for an entry another tool left nameless.</param>
/// <param name="Descriptor">What it points to: an image manifest or an index.</param>
public sealed record LayoutEntry(string? Name, Descriptor Descriptor);
