using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Tests.Record;

public sealed class BuildRecordKeeperTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legion-keeper-").FullName;

    private string Output => Path.Combine(folder, "artifacts");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_complete_build_removes_the_files_of_the_version_before()
    {
        Keep(["one"], Make("one", "1.0.0"));
        var kept = Keep(["one"], Make("one", "2.0.0"));
        Assert.True(kept.IsComplete);
        Assert.Equal(["one-2.0.0.tgz"], Files("charts"));
    }

    [Fact]
    public void What_failed_keeps_its_row_and_its_file()
    {
        var first = Make("one", "1.0.0");
        Keep(["one", "two"], first, Make("two", "1.0.0"));
        var kept = Keep(["one", "two"], Make("two", "1.0.0"));
        Assert.False(kept.IsComplete);
        Assert.Contains(first, kept.Record.Artifacts);
        Assert.Equal(["one-1.0.0.tgz", "two-1.0.0.tgz"], Files("charts"));
    }

    [Fact]
    public void What_left_the_manifest_leaves_the_record_and_the_folder()
    {
        Keep(["one", "two"], Make("one", "1.0.0"), Make("two", "1.0.0"));
        var kept = Keep(["one"], Make("one", "1.0.0"));
        Assert.Equal(["one"], kept.Record.Artifacts.Select(static a => a.Name));
        Assert.Equal(["one-1.0.0.tgz"], Files("charts"));
    }

    [Fact]
    public void What_a_manifest_with_errors_does_not_show_is_not_taken_for_removed()
    {
        Keep(["one", "two"], Make("one", "1.0.0"), Make("two", "1.0.0"));
        var kept = Keep(["one"], manifestHasErrors: true, Make("one", "1.0.0"));
        Assert.False(kept.IsComplete);
        Assert.Equal(["one", "two"], kept.Record.Artifacts.Select(static a => a.Name));
    }

    [Fact]
    public void A_row_whose_file_is_gone_is_not_kept()
    {
        Keep(["one", "two"], Make("one", "1.0.0"), Make("two", "1.0.0"));
        File.Delete(Path.Combine(Output, "charts/one-1.0.0.tgz"));
        Assert.Equal(["two"], Keep(["one", "two"], Make("two", "1.0.0")).Record.Artifacts.Select(static a => a.Name));
    }

    [Fact]
    public void A_damaged_record_is_written_anew()
    {
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, BuildRecord.FileName), "not json");
        Assert.True(Keep(["one"], Make("one", "1.0.0")).IsComplete);
        Assert.NotNull(BuildRecordFile.TryRead(Path.Combine(Output, BuildRecord.FileName)));
    }

    [Fact]
    public void Clean_is_told_of_every_file_since_the_last_clean()
    {
        Keep(["one"], Make("one", "1.0.0"));
        var outputs = File.ReadAllLines(Path.Combine(folder, "obj", BuildRecordKeeper.OutputsFileName));
        Assert.Contains("charts/one-1.0.0.tgz", outputs);
        Assert.Contains("distributions.json", outputs);
    }

    private List<string?> Files(string below) => [.. Directory.GetFiles(Path.Combine(Output, below)).Select(Path.GetFileName).Order(StringComparer.Ordinal)];

    private KeptRecord Keep(string[] declared, params BuiltArtifact[] made) => Keep(declared, manifestHasErrors: false, made);

    private KeptRecord Keep(string[] declared, bool manifestHasErrors, params BuiltArtifact[] made) => BuildRecordKeeper.Keep(
        new()
        {
            Manifest = new() { Product = "Acme", Charts = declared.Select(static n => new Chart(n, n)).ToEquatableArray() },
            Sources = new("distributions.yaml", new Dictionary<string, SourceSpan>(), new Dictionary<string, SourceSpan>()),
            Root = folder,
            OutputPath = Output,
            IntermediatePath = Path.Combine(folder, "obj"),
            Version = new("1.0.0", "1.0.0", "1.0.0"),
            Channel = new("development", VersionPolicy.Any),
            Log = new SilentLog(),
        },
        EquatableArray.Of(made),
        manifestHasErrors);

    private BuiltArtifact Make(string name, string version)
    {
        var path = $"charts/{name}-{version}.tgz";
        Directory.CreateDirectory(Path.Combine(Output, "charts"));
        File.WriteAllText(Path.Combine(Output, path), "chart");
        return new()
        {
            Kind = ArtifactKind.Chart,
            Name = name,
            Version = version,
            Digest = "sha256:" + new string('a', 64),
            Size = 5,
            Fingerprint = "f",
            How = "native",
            Files = EquatableArray.Of(new ArtifactFile(path, 5, new string('a', 64))),
        };
    }

    private sealed class SilentLog : IBuildLog
    {
        public void Report(BuildDiagnostic diagnostic) => Assert.Fail(diagnostic.Message);

        public void Message(BuildMessageLevel level, string? artifact, string text)
        {
        }
    }
}
