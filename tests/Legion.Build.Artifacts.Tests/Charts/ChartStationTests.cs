using System.Diagnostics;
using System.Security.Cryptography;

using Legion.Build.Artifacts.Charts;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Tests.Charts;

public sealed class ChartStationTests : IDisposable
{
    private readonly ChartWorkshop shop = new();

    public void Dispose() => shop.Dispose();

    [Fact]
    [Spares("LEGION200", "LEGION201", "LEGION202", "LEGION203", "LEGION204", "LEGION205", "LEGION206", "LEGION207")]
    public async Task A_chart_becomes_a_package_with_version_and_values_stamped_and_everything_else_as_written()
    {
        shop.Chart("legion", new("imagesRegistry", "${repository}/"), new("edi.image", "${image:k8s-edi}"), new("tag", "v${version}"));

        var chart = Assert.Single(await shop.BuildAsync(null, ChartWorkshop.Image("k8s-edi")));

        Assert.Empty(shop.Errors);
        Assert.Equal("charts/legion-1.1.0-dev.1.tgz", chart.Files[0].Path);
        Assert.Equal(
            "apiVersion: v2\nname: legion # the name\nversion: 1.1.0-dev.1\nappVersion: 1.1.0-dev.1\ndescription: A chart\nicon: https://example.com/i.svg\n",
            shop.Member(chart, "legion/Chart.yaml"));
        Assert.Equal(
            "# values\nimagesRegistry: \"pull.example.com:443/legion/\" # where from\nreplicas: 1\nedi:\n  image: pull.example.com:443/legion/k8s-edi@sha256:"
            + new string('a', 64) + "\ntag: v1.1.0-dev.1\n",
            shop.Member(chart, "legion/values.yaml"));
        Assert.True(chart.Rebuilt);
        Assert.Equal("first build", chart.Reason);
    }

    [Fact]
    public async Task The_record_names_what_is_on_the_disk()
    {
        var chart = Assert.Single(await shop.Chart("legion").BuildAsync());
        var bytes = await File.ReadAllBytesAsync(Path.Combine(shop.Root, "artifacts", chart.Files[0].Path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), chart.Files[0].Sha256);
        Assert.Equal("sha256:" + chart.Files[0].Sha256, chart.Digest);
        Assert.Equal(bytes.Length, chart.Size);
    }

    [Fact]
    [Spares("LEGION211")]
    public async Task Entries_have_no_owner_no_time_mode_0644_and_Helms_order()
    {
        shop.Chart("legion").Write("helms/legion/README.md", "x").Write("helms/legion/crds/a.yaml", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n").Write("helms/legion/values.schema.json", "{}");
        var chart = Assert.Single(await shop.BuildAsync());
        var members = shop.Unpack(chart);
        Assert.Equal(
            ["legion/Chart.yaml", "legion/values.yaml", "legion/values.schema.json", "legion/templates/edi.yaml", "legion/README.md", "legion/crds/a.yaml"],
            members.Select(static m => m.Name));
        Assert.All(members, static m =>
        {
            Assert.Equal(0b110_100_100, (int)m.Entry.Mode);
            Assert.Equal((0, 0), (m.Entry.Uid, m.Entry.Gid));
            Assert.Equal(DateTimeOffset.UnixEpoch, m.Entry.ModificationTime);
        });
    }

    [Fact]
    public async Task An_empty_lock_file_is_none()
    {
        shop.Chart("legion").Write("helms/legion/Chart.lock", "# nothing\n");
        Assert.DoesNotContain("legion/Chart.lock", shop.Unpack(Assert.Single(await shop.BuildAsync())).Select(static m => m.Name));
        shop.Write("helms/legion/Chart.lock", "dependencies: []\ndigest: sha256:x\n");
        Assert.Contains("legion/Chart.lock", shop.Unpack(Assert.Single(await shop.BuildAsync())).Select(static m => m.Name));
    }

    [Fact]
    public async Task Files_stand_in_the_order_of_a_walk_folder_by_folder()
    {
        foreach (var path in new[] { "a-b.txt", "a/z.txt", "a.txt", "a/b/c.txt", "a/b-c.txt", "A.txt" }) shop.Chart("legion").Write("helms/legion/" + path, path);
        var chart = Assert.Single(await shop.BuildAsync());
        Assert.Equal(["A.txt", "a/b/c.txt", "a/b-c.txt", "a/z.txt", "a-b.txt", "a.txt"], shop.Unpack(chart).Select(static m => m.Name["legion/".Length..]).Where(static n => n.EndsWith(".txt", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SOURCE_DATE_EPOCH_is_the_time_of_every_entry()
    {
        shop.Epoch = 1_700_000_000;
        var chart = Assert.Single(await shop.Chart("legion").BuildAsync());
        Assert.All(shop.Unpack(chart), static m => Assert.Equal(1_700_000_000, m.Entry.ModificationTime.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task The_same_chart_in_another_folder_gives_the_same_bytes()
    {
        using var other = new ChartWorkshop("other");
        foreach (var s in new[] { shop, other }) s.Chart("legion", new Setting("edi.image", "${image:k8s-edi}"));
        File.SetLastWriteTimeUtc(Path.Combine(other.Root, "helms/legion/values.yaml"), new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(other.Root, "helms/legion/values.yaml"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var one = Assert.Single(await shop.BuildAsync(null, ChartWorkshop.Image("k8s-edi")));
        var two = Assert.Single(await other.BuildAsync(null, ChartWorkshop.Image("k8s-edi")));

        Assert.Equal(one.Digest, two.Digest);
        Assert.Equal(one.Fingerprint, two.Fingerprint);
    }

    [Fact]
    [Trips]
    public async Task Nothing_changed_means_nothing_is_made_and_the_findings_are_still_there()
    {
        shop.Chart("legion").Write("helms/legion/.helmignore", "./never\n");
        await Task.Delay(200); // past the grain in which a file's time says nothing
        var first = Assert.Single(await shop.BuildAsync());
        var found = shop.Findings;
        var written = File.GetLastWriteTimeUtc(Path.Combine(shop.Packages, "legion-1.1.0-dev.1.tgz"));

        var second = Assert.Single(await shop.BuildAsync());

        Assert.False(second.Rebuilt);
        Assert.Null(second.Reason);
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(shop.Packages, "legion-1.1.0-dev.1.tgz")));
        Assert.Contains(found, static f => f.Rule == ChartRules.IgnoreNeverMatches);
        Assert.Equal(found, shop.Findings);
    }

    [Fact]
    public async Task The_files_of_an_unchanged_chart_are_not_read()
    {
        shop.Chart("legion").Chart("legion-crds").Write("helms/legion/files/data.bin", new byte[4096]);
        await Task.Delay(200); // past the grain in which a file's time says nothing
        await shop.BuildAsync();
        using var reads = new Files.FileReads(Directory.GetFiles(Path.Combine(shop.Root, "helms"), "*", SearchOption.AllDirectories));
        Assert.All(await shop.BuildAsync(), static c => Assert.False(c.Rebuilt));
        Assert.False(reads.Any());
        await File.ReadAllBytesAsync(Path.Combine(shop.Root, "helms/legion/files/data.bin"));
        Assert.True(reads.Any());
    }

    [Fact]
    public async Task A_touched_file_rebuilds_its_chart_alone_and_says_why()
    {
        shop.Chart("legion").Chart("legion-crds");
        await shop.BuildAsync();
        shop.Write("helms/legion/values.yaml", "imagesRegistry: x\nreplicas: 2\nedi: { image: y }\n");

        var charts = await shop.BuildAsync();

        Assert.Equal([true, false], charts.Select(static c => c.Rebuilt));
        Assert.Equal("file values.yaml changed", charts[0].Reason);
    }

    [Fact]
    public async Task Another_digest_of_a_pinned_image_rebuilds_the_chart()
    {
        shop.Chart("legion", new Setting("edi.image", "${image:k8s-edi}"));
        await shop.BuildAsync(null, ChartWorkshop.Image("k8s-edi"));
        Assert.False(Assert.Single(await shop.BuildAsync(null, ChartWorkshop.Image("k8s-edi"), ChartWorkshop.Image("k8s-edge"))).Rebuilt);
        var again = Assert.Single(await shop.BuildAsync(null, ChartWorkshop.Image("k8s-edi", 'b')));
        Assert.Equal("value edi.image changed", again.Reason);
    }

    [Fact]
    public async Task A_removed_or_changed_package_is_made_again()
    {
        shop.Chart("legion");
        var first = Assert.Single(await shop.BuildAsync());
        var package = Path.Combine(shop.Packages, "legion-1.1.0-dev.1.tgz");
        await File.WriteAllTextAsync(package, "broken");
        var second = Assert.Single(await shop.BuildAsync());
        Assert.True(second.Rebuilt);
        Assert.Equal(first.Digest, second.Digest);
    }

    [Fact]
    public async Task Other_versions_of_the_chart_go_and_charts_with_a_longer_name_stay()
    {
        shop.Chart("legion").Chart("legion-crds");
        await shop.BuildAsync();
        shop.Version = "1.2.0";
        shop.Manifest = shop.Manifest with { Charts = new([.. shop.Manifest.Charts.Where(static c => c.Name == "legion")]) };
        await shop.BuildAsync();
        Assert.Equal(["legion-1.2.0.tgz", "legion-crds-1.1.0-dev.1.tgz"], Directory.GetFiles(shop.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trips]
    public async Task A_failing_chart_leaves_its_earlier_package_and_does_not_stop_the_others()
    {
        shop.Chart("legion").Chart("legion-crds");
        await shop.BuildAsync();
        var before = await File.ReadAllBytesAsync(Path.Combine(shop.Packages, "legion-1.1.0-dev.1.tgz"));
        shop.Write("helms/legion/Chart.yaml", "apiVersion: v2\nversion: 1.0.0\n");

        var charts = await shop.BuildAsync();

        Assert.Equal(["legion-crds"], charts.Select(static c => c.Name));
        Assert.Equal(ChartRules.NameMissing, Assert.Single(shop.Findings, static f => f.Rule.Severity == RuleSeverity.Error).Rule);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(shop.Packages, "legion-1.1.0-dev.1.tgz")));
        Assert.DoesNotContain(Directory.GetFiles(shop.Packages), static f => f.EndsWith(".staging", StringComparison.Ordinal));
    }

    [Fact]
    [Trips]
    public async Task A_missing_folder_is_an_error_at_the_manifests_path()
    {
        shop.Spans["charts/legion/path"] = new(5, 3, 7, 2, 7, 5);
        shop.With(new Chart("legion", "helms/nowhere"));
        Assert.Empty(await shop.BuildAsync());
        var finding = Assert.Single(shop.Findings);
        Assert.Equal(ChartRules.FolderMissing, finding.Rule);
        Assert.Equal(7, finding.Location.Span.StartLine);
        Assert.Contains("helms/nowhere", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trips]
    [InlineData("", "LEGION202")]
    [InlineData("apiVersion: v2\nversion: 1.0.0\n", "LEGION202")]
    [InlineData("apiVersion: v2\nname: other\nversion: 1.0.0\n", "LEGION203")]
    [InlineData("name: [legion\n", "LEGION207")]
    [InlineData("- a\n- b\n", "LEGION207")]
    public async Task A_broken_chart_file_is_a_located_error(string chartYaml, string rule)
    {
        shop.Chart("legion").Write("helms/legion/Chart.yaml", chartYaml);
        Assert.Empty(await shop.BuildAsync());
        var finding = Assert.Single(shop.Findings, static f => f.Rule.Severity == RuleSeverity.Error);
        Assert.Equal(rule, finding.Rule.Id);
        Assert.EndsWith("Chart.yaml", finding.Location.Path, StringComparison.Ordinal);
        // A line to go to, wherever the file has one.
        Assert.Equal(chartYaml.Length > 0, finding.Location.Span != default);
    }

    [Fact]
    [Trips]
    public async Task A_folder_without_a_chart_file_is_an_error()
    {
        shop.Chart("legion");
        File.Delete(Path.Combine(shop.Root, "helms/legion/Chart.yaml"));
        Assert.Empty(await shop.BuildAsync());
        Assert.Equal(ChartRules.ChartFileMissing, Assert.Single(shop.Findings).Rule);
    }

    [Theory]
    [Trips]
    [InlineData("${nonsense}", "LEGION204", "${nonsense}")]
    [InlineData("${image:nobody}", "LEGION204", "no image 'nobody'")]
    [InlineData("${image:k8s-edge}", "LEGION205", "'k8s-edge' was not built")]
    [InlineData("${repository", "LEGION204", "not closed")]
    public async Task An_unresolved_placeholder_fails_the_chart(string template, string rule, string words)
    {
        shop.Chart("legion", new Setting("edi.image", template));
        Assert.Empty(await shop.BuildAsync(null, ChartWorkshop.Image("k8s-edi")));
        var finding = Assert.Single(shop.Findings);
        Assert.Equal(rule, finding.Rule.Id);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(shop.Packages));
    }

    [Fact]
    [Trips]
    public async Task Repository_has_no_meaning_when_the_charts_images_go_to_different_places()
    {
        shop.Chart(new Chart("legion", "helms/legion") { Images = EquatableArray.Of("k8s-edi", "elsewhere"), Values = EquatableArray.Of(new Setting("imagesRegistry", "${repository}")) });
        Assert.Empty(await shop.BuildAsync());
        Assert.Equal(ChartRules.RepositoryAmbiguous, Assert.Single(shop.Findings).Rule);
    }

    [Fact]
    public async Task A_doubled_dollar_is_a_literal_one()
    {
        shop.Chart("legion", new Setting("imagesRegistry", "$${repository}"));
        var chart = Assert.Single(await shop.BuildAsync());
        Assert.Contains("imagesRegistry: \"${repository}\" # where from", shop.Member(chart, "legion/values.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_carried_chart_lies_stamped_in_charts_and_changes_rebuild_its_carrier()
    {
        shop.Chart("legion-crds").Chart(new Chart("legion", "helms/legion") { Dependencies = EquatableArray.Of("legion-crds") });
        shop.Write("helms/legion/Chart.yaml", "apiVersion: v2\nname: legion\nversion: 0.1.0\ndependencies:\n  - name: legion-crds\n    version: ~0.1.0 # ours\n    repository: file://../legion-crds\n");
        var chart = (await shop.BuildAsync())[1];
        Assert.Contains("version: 1.1.0-dev.1\n", shop.Member(chart, "legion/charts/legion-crds/Chart.yaml"), StringComparison.Ordinal);
        Assert.Contains("    version: 1.1.0-dev.1 # ours\n", shop.Member(chart, "legion/Chart.yaml"), StringComparison.Ordinal);

        shop.Write("helms/legion-crds/README.md", "new");
        var again = await shop.BuildAsync();
        Assert.Equal("chart legion-crds changed", again[1].Reason);
        Assert.Equal("new", shop.Member(again[1], "legion/charts/legion-crds/README.md"));
    }

    [Fact]
    [Trips]
    [Spares("LEGION210")]
    public async Task A_link_inside_the_project_is_packaged_as_its_content_and_one_out_of_it_is_refused()
    {
        shop.Chart("legion").Write("shared/extra/a.txt", "shared");
        File.CreateSymbolicLink(Path.Combine(shop.Root, "helms/legion/linked.txt"), "../../shared/extra/a.txt");
        Directory.CreateSymbolicLink(Path.Combine(shop.Root, "helms/legion/files"), "../../shared/extra");
        var chart = Assert.Single(await shop.BuildAsync());
        Assert.Equal("shared", shop.Member(chart, "legion/linked.txt"));
        Assert.Equal("shared", shop.Member(chart, "legion/files/a.txt"));

        File.CreateSymbolicLink(Path.Combine(shop.Root, "helms/legion/passwd"), "/etc/passwd");
        Assert.Empty(await shop.BuildAsync());
        Assert.Equal(ChartRules.LinkLeavesRoot, Assert.Single(shop.Findings, static f => f.Rule.Severity == RuleSeverity.Error).Rule);
    }

    [Fact]
    [Trips]
    public async Task Dangling_and_circular_links_are_errors_not_endless()
    {
        shop.Chart("legion");
        Directory.CreateSymbolicLink(Path.Combine(shop.Root, "helms/legion/self"), ".");
        File.CreateSymbolicLink(Path.Combine(shop.Root, "helms/legion/gone"), "nowhere");
        Assert.Empty(await shop.BuildAsync());
        Assert.Equal(2, shop.Findings.Count(static f => f.Rule == ChartRules.IrregularFile));
    }

    [Fact]
    [Trips]
    public async Task A_file_above_Helms_limit_is_refused()
    {
        shop.Chart("legion").Write("helms/legion/big.bin", new byte[(5 * 1024 * 1024) + 1]);
        Assert.Empty(await shop.BuildAsync());
        Assert.Equal(ChartRules.FileTooLarge, Assert.Single(shop.Findings).Rule);
    }

    [Fact]
    public async Task Tar_lists_the_package()
    {
        var chart = Assert.Single(await shop.Chart("legion").BuildAsync());
        var start = new ProcessStartInfo("tar", ["tzf", Path.Combine(shop.Root, "artifacts", chart.Files[0].Path)]) { RedirectStandardOutput = true };
        using var tar = Process.Start(start)!;
        var listed = await tar.StandardOutput.ReadToEndAsync();
        await tar.WaitForExitAsync();
        Assert.Equal(0, tar.ExitCode);
        Assert.Equal("legion/Chart.yaml\nlegion/values.yaml\nlegion/templates/edi.yaml\n", listed);
    }

    [Fact]
    public async Task Many_charts_come_out_in_manifest_order()
    {
        for (var i = 0; i < 25; i++) shop.Chart("chart-" + (24 - i));
        var charts = await shop.BuildAsync();
        Assert.Equal(shop.Manifest.Charts.Select(static c => c.Name), charts.Select(static c => c.Name));
    }
}
