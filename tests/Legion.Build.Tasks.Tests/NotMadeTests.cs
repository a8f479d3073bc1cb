using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Tasks.Tests;

/// <summary>A step that made less than it should and said nothing does not pass for one that worked.</summary>
public sealed class NotMadeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legion-tasks-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    [Trips("LEGION905")]
    public void An_artifact_that_is_missing_without_a_word_is_an_error_that_names_it()
    {
        var engine = new RecordingEngine();
        Assert.False(Step(engine, made: false).Execute());
        var error = Assert.Single(engine.Errors);
        Assert.Equal("LEGION905", error.Code);
        Assert.Contains("web", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("distributions.yaml", error.File, StringComparison.Ordinal);
    }

    [Fact]
    [Spares("LEGION905")]
    public void A_step_that_made_what_the_manifest_names_says_nothing()
    {
        var engine = new RecordingEngine();
        Assert.True(Step(engine, made: true).Execute());
        Assert.Empty(engine.Errors);
    }

    private HalfHearted Step(RecordingEngine engine, bool made)
    {
        Directory.CreateDirectory(Path.Combine(folder, "web"));
        File.WriteAllText(Path.Combine(folder, "web", "Dockerfile"), "FROM scratch\n");
        File.WriteAllText(Path.Combine(folder, "distributions.yaml"), """
            apiVersion: legion.build/v1
            product: Acme
            channels: { development: { versions: any, mutable: true } }
            repositories: { hub: { type: oci, url: registry.example.org/acme } }
            publish: { images: { development: hub } }
            images: { web: { dockerfile: web, sources: [] } }
            """);
        return new()
        {
            BuildEngine = engine,
            Made = made,
            ManifestPath = Path.Combine(folder, "distributions.yaml"),
            OutputPath = Path.Combine(folder, "artifacts"),
            IntermediatePath = Path.Combine(folder, "obj"),
            ProjectPath = Path.Combine(folder, "acme.csproj"),
            Version = "1.0.0",
        };
    }

    private sealed class HalfHearted : DistributionTask
    {
        public bool Made { get; init; }

        protected override bool Execute(CheckedManifest manifest, CancellationToken cancellationToken) =>
            HandOver(CreateContext(manifest)!, ArtifactKind.Image, Made ? [new() { Kind = ArtifactKind.Image, Name = "web", Version = "1.0.0", Digest = "sha256:" + new string('a', 64), Size = 1, Fingerprint = "f", How = "embedded", Rebuilt = true }] : []);
    }
}
