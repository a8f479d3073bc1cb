namespace Legion.Build.Manifest.Model;

/// <summary>A secret an image build may mount. Exactly one of the sources is set.</summary>
/// <param name="Id">The id RUN --mount=type=secret names.</param>
/// <param name="Environment">The environment variable that holds it.</param>
/// <param name="File">The file that holds it, relative to the manifest.</param>
public sealed record BuildSecret(string Id, string? Environment, string? File);
