using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Tests.Support;

namespace Legion.Build.Publishing.Tests;

public sealed class PromotionTests
{
    private readonly RecordingLog log = new();

    [Fact]
    public async Task What_was_tested_is_released_images_by_digest_and_packages_as_they_are()
    {
        var manifest = Platform.DefaultManifest.Replace("release:     { versions: stable }", "release:     { versions: any }", StringComparison.Ordinal)
            .Replace("images: { release: images, pre-release: images, development: images-dev }", "images: { release: images, pre-release: images, development: images }", StringComparison.Ordinal);
        using var platform = new Platform(manifest, "development", "1.0.0-rc.1");
        var tested = await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None);
        Assert.True(tested is not null, log.Everything);

        var promoted = await ReleaseStation.PromoteAsync(platform.Rehearse with { Channel = platform.Manifest.Channels[1], From = platform.Manifest.Channels[2] }, log, CancellationToken.None);

        Assert.True(promoted is not null, log.Everything);
        Assert.Equal(Digests(tested), Digests(promoted));
        Assert.True(File.Exists(Path.Combine(platform.Rehearsal, "charts.git", "HEAD")));
    }

    [Fact]
    [Trips]
    public async Task Without_a_channel_to_take_from_it_says_how_to_name_one()
    {
        using var platform = new Platform();
        Assert.Null(await ReleaseStation.PromoteAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.Equal(["LEGION530"], log.Ids);
        Assert.Contains("-p:LegionFrom=CHANNEL", log.Everything, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task What_was_not_published_is_not_promoted()
    {
        using var platform = new Platform(channel: "pre-release", version: "1.0.0-rc.1");
        Assert.Null(await ReleaseStation.PromoteAsync(platform.Rehearse with { From = platform.Manifest.Channels[2] }, log, CancellationToken.None));
        Assert.Equal(["LEGION530"], log.Ids);
    }

    private static IEnumerable<(string, string)> Digests(Records.ReleaseRecord record) =>
        record.Items.Where(static i => i.Role == ItemRole.Artifact).Select(static i => (i.Name + i.Kind + i.Key, i.Digest)).Order();
}
