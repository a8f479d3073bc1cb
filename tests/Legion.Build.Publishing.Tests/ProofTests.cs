using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Legion.Build.Publishing.Promotion;
using Legion.Build.Publishing.Tests.Support;

namespace Legion.Build.Publishing.Tests;

public sealed class ProofTests
{
    [Fact]
    public void Only_version_fields_and_places_may_differ()
    {
        Assert.Empty(Differences(Chart("1.0.0-rc.1", "from: pull.example.org/legion/\n"), Chart("1.0.0", "from: registry.example.org/legion/\n")));
        Assert.Equal(["'legion/values.yaml' has other content"], Differences(Chart("1.0.0-rc.1", "a: 1\n"), Chart("1.0.0", "a: 2\n")));
    }

    [Fact]
    public void A_member_that_came_or_went_is_named()
    {
        Assert.Equal(["'legion/Chart.yaml' is no more in it", "'legion/values.yaml' is no more in it", "'x' was not in it"], Differences(Chart("1.0.0-rc.1", ""), Tgz(("x", ""))));
    }

    [Fact]
    public void A_pin_of_another_image_is_a_difference()
    {
        var one = Chart("1.0.0-rc.1", "image: pull.example.org/legion/edge@sha256:" + new string('a', 64));
        var other = Chart("1.0.0", "image: registry.example.org/legion/edge@sha256:" + new string('b', 64));
        Assert.Single(Differences(one, other));
        Assert.Empty(Differences(one, Chart("1.0.0", "image: registry.example.org/legion/edge@sha256:" + new string('a', 64))));
    }

    [Fact]
    public void What_mentions_a_version_without_being_stamped_stays_equal()
    {
        // The released version and the tested one in a change log and in a dependency's pin are nobody's stamp, and stay what they are.
        const string Log = "1.0.0-rc.1: tested\nneeds other==1.0.0, was 1.0.0rc1\n";
        Assert.Empty(Differences(Chart("1.0.0-rc.1", Log), Chart("1.0.0", Log)));
        Assert.Single(Differences(Chart("1.0.0-rc.1", "needs other==1.0.0\n"), Chart("1.0.0", "needs other==1.0.0-rc.1\n")));
        Assert.Single(Differences(Chart("1.0.0-rc.1", "a: 1.0.0-rc.1\n"), Chart("1.0.0", "a: 1.0.0.1\n")));
    }

    [Fact]
    public void Names_carry_the_version_too_and_rights_count()
    {
        var before = Tgz(("legion-1.0.0rc1/PKG-INFO", "Version: 1.0.0rc1\n"), ("legion-1.0.0rc1/1.0.0.md", ""));
        var proof = Proof(before, Tgz(("legion-1.0.0/PKG-INFO", "Version: 1.0.0\n"), ("legion-1.0.0/1.0.0.md", "")), "legion.tar.gz");
        Assert.Empty(proof.Differences);
        Assert.Equal((2, "legion-1.0.0/PKG-INFO"), (proof.Members, string.Join(' ', proof.Stamped)));
        Assert.Equal(["'x' is another kind of file or has other rights"], Differences(Tgz(("x", "")), Tgz(UnixFileMode.UserExecute, ("x", ""))));
    }

    [Fact]
    public void A_chart_inside_a_chart_is_opened_and_the_digest_of_its_lock_may_follow_the_version()
    {
        const string Lock = "dependencies:\n- name: other\n  version: 1.0.0\ndigest: sha256:";
        var before = Nested(Chart("1.0.0-rc.1", "a: 1\n"), "1.0.0-rc.1", Lock.Replace("1.0.0", "1.0.0-rc.1", StringComparison.Ordinal) + "aa\n");
        var proof = Proof(before, Nested(Chart("1.0.0", "a: 1\n"), "1.0.0", Lock + "bb\n"));
        Assert.Empty(proof.Differences);
        Assert.Contains("legion/charts/other-1.0.0.tgz/legion/Chart.yaml", proof.Stamped);
        Assert.Equal(["'legion/charts/other-1.0.0.tgz/legion/values.yaml' has other content"], Differences(before, Nested(Chart("1.0.0", "a: 2\n"), "1.0.0", Lock + "bb\n")));
    }

    [Fact]
    public void The_hashes_in_a_wheels_own_RECORD_may_follow_and_those_in_one_it_carries_may_not()
    {
        Assert.Empty(Differences(Tgz(("demo.dist-info/RECORD", "a.py,sha256=aa,1\n")), Tgz(("demo.dist-info/RECORD", "a.py,sha256=bb,1\n"))));
        Assert.Single(Differences(Tgz(("demo.dist-info/RECORD", "a.py,sha256=aa,1\n")), Tgz(("demo.dist-info/RECORD", "b.py,sha256=aa,1\n"))));
        Assert.Equal(["'demo/x.dist-info/RECORD' has other content"], Differences(Tgz(("demo/x.dist-info/RECORD", "a.py,sha256=aa,1\n")), Tgz(("demo/x.dist-info/RECORD", "a.py,sha256=bb,1\n"))));
    }

    private static byte[] Nested(byte[] chart, string version, string chartLock) => Tgz(default, ($"legion/charts/other-{version}.tgz", chart), ("legion/Chart.lock", Encoding.UTF8.GetBytes(chartLock)));

    private static IReadOnlyList<string> Differences(byte[] before, byte[] after)
    {
        return Proof(before, after).Differences;
    }

    private static PromotionProof Proof(byte[] before, byte[] after, string fileName = "legion.tgz")
    {
        using var platform = new Platform();
        var channels = platform.Manifest.Channels;
        return PromotionProof.Of(new(platform.Manifest, channels[2], Platform.Dialects("1.0.0-rc.1"), channels[0], Platform.Dialects("1.0.0")), before, after, fileName);
    }

    private static byte[] Chart(string version, string values) =>
        Tgz(("legion/Chart.yaml", $"name: legion\nversion: {version}\n"), ("legion/values.yaml", values));

    private static byte[] Tgz(params (string Name, string Text)[] files) => Tgz(default, files);

    private static byte[] Tgz(UnixFileMode mode, params (string Name, string Text)[] files) => Tgz(mode, [.. files.Select(static f => (f.Name, Encoding.UTF8.GetBytes(f.Text)))]);

    private static byte[] Tgz(UnixFileMode mode, params (string Name, byte[] Content)[] files)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var (name, content) in files) tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), Mode = mode });
        }

        return result.ToArray();
    }
}
