using Legion.Build.Publishing.Tests.Support;

namespace Legion.Build.Publishing.Tests;

public sealed class PreflightTests
{
    private readonly RecordingLog log = new();

    [Theory]
    [Trips]
    [InlineData("release", "1.0.0-rc.1", "takes versions like 1.2.3,")]
    [InlineData("pre-release", "1.0.0", "takes versions like 1.2.3-rc.1,")]
    public async Task A_version_the_channel_does_not_take_is_an_error_at_the_channel(string channel, string version, string words)
    {
        using var platform = new Platform(channel: channel, version: version);
        Assert.Null(await ReleaseStation.PlanAsync(platform.Rehearse, log, CancellationToken.None));
        var finding = Assert.Single(log.Diagnostics);
        Assert.Equal("LEGION504", finding.Rule.Id);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.Equal(channel == "release" ? 3 : 4, finding.Location.Span.StartLine);
    }

    [Fact]
    [Trips]
    public async Task A_missing_record_says_how_to_make_it()
    {
        using var platform = new Platform();
        File.Delete(Path.Combine(platform.Output, "distributions.json"));
        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.Equal(["LEGION500"], log.Ids);
        Assert.Contains("dotnet build -p:LegionChannel=release -p:Version=1.0.0", log.Everything, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_record_of_another_channel_is_refused()
    {
        using var platform = new Platform(channel: "development");
        platform.Channel = "release";
        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.Equal(["LEGION501"], log.Ids);
    }

    [Fact]
    [Trips]
    public async Task Every_changed_or_missing_file_is_named_at_once_and_nothing_is_written()
    {
        using var platform = new Platform();
        await File.AppendAllTextAsync(Path.Combine(platform.Output, "charts", "legion-1.0.0.tgz"), "x");
        File.Delete(Path.Combine(platform.Output, "python", "legion-1.0.0.tar.gz"));
        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.Equal(["LEGION502", "LEGION502"], log.Ids);
        Assert.False(Directory.Exists(platform.Rehearsal));
    }

    [Theory]
    [InlineData("\nClassifier: Private :: Do Not Upload", "'legion' has a 'Private ::' classifier")]
    [InlineData("", "there are no credentials for upload.pypi.org")]
    public async Task A_package_marked_private_never_leaves_for_PyPI(string header, string words)
    {
        using var platform = new Platform(
            "apiVersion: legion.build/v1\nproduct: Legion\nchannels: { release: { versions: stable } }\nrepositories: { python: { type: pypi, url: https://upload.pypi.org/legacy/ } }\npublish: { python: { release: python } }\npython: { legion: { path: sdk } }\n",
            seed: header);
        Assert.Null(await ReleaseStation.PublishAsync(platform.Request, log, CancellationToken.None));
        Assert.Contains(words, log.Everything, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_chart_whose_image_the_channel_does_not_publish_is_refused_at_the_image()
    {
        using var platform = new Platform(Platform.DefaultManifest.Replace("edi: { dockerfile: edi }", "edi: { dockerfile: edi, publish: { release: [] } }", StringComparison.Ordinal));
        Assert.Null(await ReleaseStation.PublishAsync(platform.Rehearse, log, CancellationToken.None));
        Assert.Contains("LEGION515", log.Ids);
    }
}
