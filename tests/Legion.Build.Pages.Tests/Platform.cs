using Legion.Build.Artifacts.Pages.Report;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Pages.Tests;

/// <summary>A platform of a usual size, with long names, odd characters and an image that goes elsewhere.</summary>
internal static class Platform
{
    private static readonly string[] ImageNames = ["pipeline-agent", "edge", "edi", "fluentd", "feedback-aggregator", "operator", "model-builder", "python-toolchain-with-a-very-long-name-indeed"];

    public static ReportInput Report(bool published) => new()
    {
        Manifest = Manifest(),
        Record = Record(),
        Layers = ImageNames.ToDictionary(static n => n, static n => (IReadOnlyList<ImageLayer>)[new(Digest(n + 1), 28_000_000, "ADD base.tar.gz /"), new(Digest(n + 2), 1_200 * n.Length, "COPY --chown=1000:1000 legion/services/ /opt/legion/services/ <&> \"quoted\""), new(Digest(n + 3), 310_000 * n.Length, "")], StringComparer.Ordinal),
        Published = published ? [.. ImageNames.Select(static n => new PublishedArtifact(n, "docker-hub", $"docker.io/legionplatform/{n}:1.0.0", Digest(n), n == "edge" ? "already there" : "published"))] : [],
    };

    private static DistributionManifest Manifest()
    {
        var images = To("docker-hub", "nexus-docker");
        return new()
        {
            Product = "Legion",
            Description = "A platform for <machine> learning & serving",
            Documentation = "docs/",
            Channels = EquatableArray.Of(new Channel("release", VersionPolicy.Stable), new Channel("development", VersionPolicy.Any) { Mutable = true }),
            Repositories = EquatableArray.Of(
                new Repository("docker-hub", RepositoryType.Oci, "docker.io/legionplatform", "docker.io/legionplatform"),
                new Repository("nexus-docker", RepositoryType.Oci, "nexus.cc.epm.kharlamov.biz:443/legion", "nexus-local.cc.epm.kharlamov.biz:443/legion") { Access = RepositoryAccess.Internal },
                new Repository("helm-charts", RepositoryType.HelmGit, "https://github.com/legion-platform/legion-helm-charts", "https://github.com/legion-platform/legion-helm-charts"),
                new Repository("pypi", RepositoryType.Pypi, "https://upload.pypi.org/legacy/", "https://upload.pypi.org/legacy/") { Index = "https://pypi.org/simple/" }),
            ChartDestinations = To("helm-charts", "helm-charts"),
            ImageDestinations = images,
            PythonDestinations = To("pypi", "pypi"),
            Charts = EquatableArray.Of(
                new Chart("legion-crds", "helms/legion-crds") { Destinations = To("helm-charts", "helm-charts") },
                new Chart("legion", "helms/legion") { InstallAfter = EquatableArray.Of("legion-crds"), Images = ImageNames.Skip(1).ToEquatableArray(), Destinations = To("helm-charts", "helm-charts") }),
            Images = ImageNames.Select(n => new Image(n) { Dockerfile = $"containers/{n}/Dockerfile", Sources = EquatableArray.Of("legion/sdk", "legion/services"), Destinations = images }).ToEquatableArray(),
            PythonPackages = EquatableArray.Of(new PythonPackage("legion", "legion/sdk") { Destinations = To("pypi", "pypi") }),
        };
    }

    private static BuildRecord Record() => new()
    {
        Product = "Legion",
        Version = new VersionDialects("1.0.0-rc.1+build.5", "1.0.0rc1+build.5", "1.0.0-rc.1_build.5"),
        Channel = "release",
        Artifacts = BuildRecord.InOrder(
        [
            Artifact(ArtifactKind.Chart, "legion-crds", "native", false), Artifact(ArtifactKind.Chart, "legion", "native", true),
            .. ImageNames.Select(static n => Artifact(ArtifactKind.Image, n, n == "edge" ? "docker buildx (RUN in line 7)" : "embedded", n != "fluentd")),
            Artifact(ArtifactKind.Python, "legion", "native", true),
        ]),
    };

    private static BuiltArtifact Artifact(ArtifactKind kind, string name, string how, bool rebuilt) => new()
    {
        Kind = kind,
        Name = name,
        Version = "1.0.0-rc.1",
        Digest = Digest(name),
        Size = 1_234_567L * name.Length,
        Fingerprint = Digest("f" + name)[7..],
        How = how,
        Rebuilt = rebuilt,
        Reason = rebuilt ? "legion/services/edi/server.py changed" : null,
        Elapsed = TimeSpan.FromMilliseconds(rebuilt ? 123 * name.Length : 0),
    };

    private static string Digest(string of) => "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(of)));

    private static EquatableArray<Destination> To(string release, string development) =>
        EquatableArray.Of(new Destination("release", EquatableArray.Of(release)), new Destination("development", EquatableArray.Of(development)));
}
