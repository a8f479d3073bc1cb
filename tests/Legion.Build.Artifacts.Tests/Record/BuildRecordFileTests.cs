using System.Text;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Tests.Record;

public sealed class BuildRecordFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legion-record-").FullName;

    private string FilePath => Path.Combine(folder, BuildRecord.FileName);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_back_equal()
    {
        var record = Sample();
        BuildRecordFile.Write(FilePath, record);
        Assert.Equal(record, BuildRecordFile.TryRead(FilePath));
    }

    [Fact]
    public void Artifacts_in_any_order_give_the_same_bytes()
    {
        var record = Sample();
        BuildRecordFile.Write(FilePath, record);
        var first = File.ReadAllBytes(FilePath);
        File.Delete(FilePath);
        BuildRecordFile.Write(FilePath, record with { Artifacts = record.Artifacts.Reverse().ToEquatableArray() });
        Assert.Equal(first, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void The_record_says_nothing_of_what_was_rebuilt_but_the_hand_over_between_steps_does()
    {
        var record = Sample();
        record = record with { Artifacts = record.Artifacts.Select(static a => a with { Rebuilt = true, Reason = "first build" }).ToEquatableArray() };
        BuildRecordFile.Write(FilePath, record);
        Assert.DoesNotContain("first build", File.ReadAllText(FilePath), StringComparison.Ordinal);
        BuildRecordFile.WriteWithReasons(FilePath, record);
        Assert.Equal(record, BuildRecordFile.TryRead(FilePath));
    }

    [Fact]
    public void An_equal_record_leaves_the_file_alone()
    {
        Assert.True(BuildRecordFile.Write(FilePath, Sample()));
        Assert.False(BuildRecordFile.Write(FilePath, Sample()));
    }

    [Fact]
    public void Build_metadata_keeps_its_plus_sign_and_lines_end_with_a_line_feed_alone()
    {
        BuildRecordFile.Write(FilePath, Sample());
        var text = File.ReadAllText(FilePath, Encoding.UTF8);
        Assert.Contains("\"1.0.0-rc.1+build.5\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_is_no_record() => Assert.Null(BuildRecordFile.TryRead(Path.Combine(folder, "none", "distributions.json")));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"apiVersion\":\"legion.build/record/v9\"}")]
    [InlineData("{\"apiVersion\":\"legion.build/record/v1\",\"product\":\"P\",\"version\":{\"semver\":\"1\",\"pep440\":\"1\",\"ociTag\":\"1\"},\"channel\":\"c\",\"artifacts\":[{\"kind\":\"boat\",\"name\":\"n\"}]}")]
    public void What_is_no_record_is_refused_with_the_file_in_the_message(string content)
    {
        File.WriteAllText(FilePath, content);
        var error = Assert.Throws<InvalidDataException>(() => BuildRecordFile.TryRead(FilePath));
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("charts/../../outside")]
    public void A_record_that_names_a_file_outside_the_output_folder_is_refused(string path)
    {
        var record = Sample();
        var hostile = record.Artifacts[0] with { Files = EquatableArray.Of(new ArtifactFile(path, 1, new string('0', 64))) };
        BuildRecordFile.Write(FilePath, record with { Artifacts = EquatableArray.Of(hostile) });
        Assert.Throws<InvalidDataException>(() => BuildRecordFile.TryRead(FilePath));
    }

    private static BuildRecord Sample() => new()
    {
        Product = "Légion",
        Version = new("1.0.0-rc.1+build.5", "1.0.0rc1+build.5", "1.0.0-rc.1_build.5"),
        Channel = "development",
        Artifacts = EquatableArray.Of(
            Artifact(ArtifactKind.Chart, "legion", "charts/legion-1.0.0-rc.1+build.5.tgz"),
            Artifact(ArtifactKind.Image, "k8s-edge", "images/blobs/sha256/00", "images/blobs/sha256/11"),
            Artifact(ArtifactKind.Image, "k8s-edi", "images/blobs/sha256/22"),
            Artifact(ArtifactKind.Python, "legion", "python/legion-1.0.0rc1.tar.gz", "python/legion-1.0.0rc1-py3-none-any.whl")),
    };

    private static BuiltArtifact Artifact(ArtifactKind kind, string name, params string[] files) => new()
    {
        Kind = kind,
        Name = name,
        Version = "1.0.0-rc.1+build.5",
        Digest = "sha256:" + new string('a', 64),
        Size = 7 * files.Length,
        Fingerprint = new string('b', 64),
        How = "native",
        Files = files.Order(StringComparer.Ordinal).Select(static f => new ArtifactFile(f, 7, new string('c', 64))).ToEquatableArray(),
    };
}
