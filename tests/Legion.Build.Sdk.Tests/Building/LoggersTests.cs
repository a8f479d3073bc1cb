using System.IO.Compression;
using System.Text;
using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary>What the loggers of MSBuild show, and what a binary log keeps.</summary>
public sealed class LoggersTests(PackedSdk sdk) : IDisposable
{
    private const string Escape = "\u001b";
    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Fact]
    public void A_binary_log_is_small_and_holds_no_secret()
    {
        work.WritePlatform();
        var secrets = new Dictionary<string, string?> { ["LEGION_HUB_USERNAME"] = "canary-user-4711", ["LEGION_HUB_PASSWORD"] = "canary-password-4711", ["LEGION_INDEX_TOKEN"] = "canary-token-4711" };
        work.DotnetWith(secrets, "publish", "--nologo", "-bl", "-v:detailed", "-p:LegionChannel=release", "-p:Version=1.0.0", "-p:LegionRehearseTo=rehearsal").Succeeded();
        var log = new FileInfo(work["msbuild.binlog"]);
        Assert.InRange(log.Length, 1, 2_000_000);
        using var text = new MemoryStream();
        using (var unzipped = new GZipStream(log.OpenRead(), CompressionMode.Decompress)) unzipped.CopyTo(text);
        Assert.True(text.Length > log.Length);
        Assert.True(Holds(text, "LegionRehearseTo"), "the log is not what it is taken for");
        Assert.All(secrets.Values, secret => Assert.False(Holds(text, secret!), $"{secret} is in the binary log"));
        foreach (var file in Directory.EnumerateFiles(work.Root, "*", SearchOption.AllDirectories).Where(static f => !f.EndsWith(".binlog", StringComparison.Ordinal)))
        {
            using var content = new MemoryStream();
            using (var source = File.OpenRead(file)) source.CopyTo(content);
            Assert.All(secrets.Values, secret => Assert.False(Holds(content, secret!), $"{secret} is in {file}"));
        }
    }

    [Fact]
    public void Output_that_is_no_terminal_has_no_colours_and_one_table()
    {
        work.WritePlatform();
        var result = work.Dotnet("build", "--nologo").Succeeded();
        Assert.DoesNotContain(Escape, result.Output, StringComparison.Ordinal);
        Assert.Single(result.Lines("KIND"));
        Assert.Single(result.Lines("Next: report.html tells more"));
        Assert.Contains("Nothing changed", work.DotnetWith(new Dictionary<string, string?> { ["TERM"] = "dumb", ["NO_COLOR"] = "1" }, "build", "--nologo", "--no-restore", "--tl:on").Succeeded().Output, StringComparison.Ordinal);
        // -v:q: nothing but findings; LegionHints=false: no hint.
        work.Edit("pages/index.html", "hello", "hello again");
        var hintless = work.Dotnet("build", "--nologo", "--no-restore", "-p:LegionHints=false").Succeeded();
        Assert.Single(hintless.Lines("KIND"));
        Assert.Empty(hintless.Lines("Next:"));
        work.Edit("distributions.yaml", "sources: [pages]", "sources: [pagez]");
        var quiet = work.Dotnet("build", "--nologo", "--no-restore", "-v:q").Failed();
        Assert.Single(quiet.Lines("error LEGION170"));
        Assert.Empty(quiet.Lines("KIND"));
    }

    private static bool Holds(MemoryStream content, string text) => content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
