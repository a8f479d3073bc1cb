namespace Legion.Build.Generators.Tests.Driving;

/// <summary>The manifests the tests read.</summary>
internal static class TestManifests
{
    /// <summary>The model case: two charts, eight images, one Python package, three channels.</summary>
    public static string Legion { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Manifests", "legion.yaml"));

    /// <summary>One artifact of each kind, one channel.</summary>
    public const string Small = """
        apiVersion: legion.build/v1
        product: Acme
        channels:
          release: { versions: stable }
        repositories:
          hub: { type: oci, url: docker.io/acme }
          pypi: { type: pypi, url: https://upload.pypi.org/legacy/ }
        publish:
          charts: { release: hub }
          images: { release: hub }
          python: { release: pypi }
        charts:
          web: { path: helm/web, description: The site, images: [web] }
        images:
          web: { dockerfile: web, sources: [] }
        python:
          acme-sdk: { path: sdk }
        """;
}
