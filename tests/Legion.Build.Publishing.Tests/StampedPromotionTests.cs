using System.Text;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Promotion;
using Legion.Build.Publishing.Records;
using Legion.Build.Publishing.Tests.Support;

namespace Legion.Build.Publishing.Tests;

/// <summary>A candidate that becomes a release under another version: images by digest, packages stamped again and proven.</summary>
public sealed class StampedPromotionTests : IDisposable
{
    private readonly Platform platform = new(
        Platform.DefaultManifest
            .Replace("release:     { versions: stable }", "release:     { versions: stable, tags: [latest] }", StringComparison.Ordinal)
            .Replace("pre-release: images, development: images-dev }", "pre-release: images-dev, development: images-dev }", StringComparison.Ordinal)
            .Replace("images: [edge, edi] }", "images: [edge, edi], values: { image: \"${image:edge}\", version: \"${version}\" } }", StringComparison.Ordinal),
        channel: "pre-release",
        version: "1.2.3-rc.1");

    private readonly RecordingLog log = new();

    private ReleaseRequest Promotion => platform.Rehearse with
    {
        Version = Platform.Dialects("1.2.3"),
        Channel = platform.Manifest.Channels[0],
        From = platform.Manifest.Channels[1],
        FromVersion = Platform.Dialects("1.2.3-rc.1"),
    };

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task The_tested_bytes_are_released_under_the_new_version_with_proof()
    {
        var tested = await PublishAsync();

        var promoted = await ReleaseStation.PromoteAsync(Promotion, log, CancellationToken.None);

        Assert.True(promoted is not null, log.Everything);
        Assert.Equal(Digests(tested, "edge", "edi"), Digests(promoted, "edge", "edi"));
        Assert.Equal(
            ["edge 1.2.3", "edge latest", "edi 1.2.3", "edi latest", "legion 1.2.3", "legion legion-1.2.3-py2.py3-none-any.whl", "legion legion-1.2.3.tar.gz", "legion-crds 1.2.3"],
            promoted.Items.Select(static i => i.Name + " " + (i.Kind == Manifest.Model.ArtifactKind.Chart ? i.Version : i.Key)).Order(StringComparer.Ordinal));
        var bare = Path.Combine(platform.Rehearsal, "charts.git");
        Assert.Equal("index.yaml\nlegion-1.2.3-rc.1.tgz\nlegion-1.2.3.tgz\nlegion-crds-1.2.3-rc.1.tgz\nlegion-crds-1.2.3.tgz", Tool.Run("git", "-C", bare, "ls-tree", "--name-only", "main"));
        var values = Member(Path.Combine(platform.Root, "obj", "promote", "release-1.2.3", "charts", "legion-1.2.3.tgz"), "legion/values.yaml");
        Assert.Contains("registry.example.org/legion/edge@" + Digests(tested, "edge")[0], values, StringComparison.Ordinal);
        Assert.Contains("1.2.3\n", values, StringComparison.Ordinal);
        Assert.Contains(log.Messages, static m => m == "legion-1.2.3.tgz is legion-1.2.3-rc.1.tgz but for version and places: 3 members compared, stamps differ in legion/Chart.yaml, legion/values.yaml");
        Assert.Equal(4, log.Messages.Count(static m => m.Contains("but for version and places", StringComparison.Ordinal)));
        Assert.True(await ReleaseStation.VerifyAsync(Promotion, log, CancellationToken.None), log.Everything);
        Assert.NotNull(ReleaseRecordFile.TryRead(Path.Combine(platform.Rehearsal, "releases", "release-1.2.3.json")));
    }

    [Fact]
    [Trips("LEGION531")]
    public async Task Sources_that_went_on_are_not_what_was_tested_and_nothing_of_them_is_released()
    {
        await PublishAsync();
        var before = Snapshot.Of(platform.Rehearsal);
        platform.Version = "1.2.4-rc.1";
        await platform.BuildFromSourcesAsync("changed");

        Assert.Null(await ReleaseStation.PromoteAsync(Promotion, log, CancellationToken.None));

        Assert.All(log.Diagnostics, static d => Assert.Equal("LEGION531", d.Rule.Id));
        Assert.Contains(log.Diagnostics, static d => d.Message == "Chart 'legion' differs from what 'pre-release' published in more than version fields and pins: 'legion/templates/map.yaml' has other content. Check out the commit that was built for 'pre-release', and promote again.");
        Assert.Contains(log.Diagnostics, static d => d.Message.Contains("'legion/text.py' has other content. ", StringComparison.Ordinal));
        Assert.Equal(before, Snapshot.Of(platform.Rehearsal));
    }

    [Fact]
    public async Task Stopped_at_every_line_of_the_journal_and_run_again_it_ends_as_if_nothing_had_happened()
    {
        await PublishAsync();
        var lines = new List<string>();
        Assert.NotNull(await ReleaseStation.PromoteAsync(Promotion, log, lines.Add, CancellationToken.None));
        var whole = Charts();
        for (var line = 1; line <= lines.Count; line += 3)
        {
            // What the promotion before left goes; what was tested stays.
            foreach (var folder in (string[])["images", "python"]) Remove(folder);
            var bare = Path.Combine(platform.Rehearsal, "charts.git");
            Tool.Run("git", "-C", bare, "update-ref", "refs/heads/main", Tool.Run("git", "-C", bare, "rev-list", "--max-parents=0", "main"));
            using var stop = new CancellationTokenSource();
            var seen = 0;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReleaseStation.PromoteAsync(Promotion, log, _ => { if (++seen == line) stop.Cancel(); }, stop.Token));
            Assert.NotNull(await ReleaseStation.PromoteAsync(Promotion, log, CancellationToken.None));
            Assert.Equal(whole, Charts());
            Assert.True(await ReleaseStation.VerifyAsync(Promotion, log, CancellationToken.None), log.Everything);
        }
    }

    private void Remove(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(platform.Rehearsal, folder), "*1.2.3-py*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.Combine(platform.Rehearsal, folder), "*1.2.3.tar.gz", SearchOption.AllDirectories)).ToList()) File.Delete(file);
        if (folder == "images") Directory.Delete(Path.Combine(platform.Rehearsal, folder), recursive: true);
    }

    private string Charts() => Tool.Run("git", "-C", Path.Combine(platform.Rehearsal, "charts.git"), "ls-tree", "main", "legion-1.2.3.tgz", "legion-crds-1.2.3.tgz");

    private async Task<ReleaseRecord> PublishAsync()
    {
        await platform.BuildFromSourcesAsync();
        var tested = await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None);
        Assert.True(tested is not null, log.Everything);
        return tested;
    }

    private static List<string> Digests(ReleaseRecord release, params string[] images) =>
        [.. images.Select(name => release.Items.Single(i => i.Name == name && i.Role == ItemRole.Artifact).Digest)];

    private static string Member(string package, string name) =>
        Encoding.UTF8.GetString(PackageMembers.Read(File.ReadAllBytes(package), package).Single(m => m.Name == name).Content);
}
