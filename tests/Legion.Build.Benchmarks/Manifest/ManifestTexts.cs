using System.Text;

namespace Legion.Build.Benchmarks.Manifest;

/// <summary>Manifests of any size, shaped as a platform's: one chart to nine images.</summary>
internal static class ManifestTexts
{
    /// <summary>A manifest.</summary>
    /// <param name="artifacts">The number of its artifacts, a multiple of ten.</param>
    public static string Create(int artifacts)
    {
        var text = new StringBuilder("""
            apiVersion: legion.build/v1
            product: Acme
            channels:
              release: { versions: stable }
              development: { versions: any, mutable: true }
            repositories:
              hub: { type: oci, url: docker.io/acme }
              nexus: { type: oci, url: nexus.acme.io/acme, access: internal }
              charts: { type: helm-http, url: https://nexus.acme.io/helm/ }
            publish:
              images: { release: hub, development: nexus }
              charts: { release: charts, development: charts }
            charts:

            """);
        for (var i = 0; i < artifacts / 10; i++)
        {
            var images = string.Join(", ", Enumerable.Range(i * 9, 9).Select(static n => FormattableString.Invariant($"service-{n}")));
            text.Append(FormattableString.Invariant($"  chart-{i}:\n    path: helm/chart-{i}\n    description: Chart {i} of the platform\n    images: [{images}]\n"));
            if (i > 0) text.Append(FormattableString.Invariant($"    installAfter: [chart-{i - 1}]\n"));
        }

        text.Append("images:\n");
        for (var i = 0; i < artifacts / 10 * 9; i++)
        {
            text.Append(FormattableString.Invariant($"""
                  service-{i}:
                    dockerfile: services/service-{i}/Dockerfile
                    target: final
                    sources: [shared/sdk, services/common]
                    description: Service number {i} of the platform
                    docs: services/service_{i}.md

                """));
        }

        return text.ToString();
    }
}
