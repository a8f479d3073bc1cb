using System.Diagnostics;
using System.Globalization;
using Legion.Build.Sdk.Tests.Running;
using Legion.Build.TestServers;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary>A real <c>dotnet build</c> that is stopped with Ctrl-C while an engine works for it.</summary>
public sealed class EngineInterruptionTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk);

    private string Marker { get; } = "9" + Random.Shared.Next(100000, 999999).ToString(CultureInfo.InvariantCulture);

    public void Dispose() => work.Dispose();

    [Fact]
    public async Task Interrupted_it_ends_what_the_engine_runs_and_leaves_nothing()
    {
        if (!File.Exists("/usr/bin/buildah") || !File.Exists("/bin/busybox")) Assert.Skip("needs buildah and busybox: apt-get install buildah busybox-static");
        work.WritePlatform();
        work.Write("web/Dockerfile", $"FROM scratch\nCOPY web/busybox /bin/sh\nCOPY web/busybox /bin/sleep\nRUN sleep {Marker}\n");
        File.Copy("/bin/busybox", work["web/busybox"]);
        var outside = Path.GetDirectoryName(work.Root)!;
        await File.WriteAllTextAsync(Path.Combine(outside, "storage.conf"), $"[storage]\ndriver = \"vfs\"\ngraphroot = \"{outside}/store\"\nrunroot = \"{outside}/run\"\n", TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string?> { ["CONTAINERS_STORAGE_CONF"] = Path.Combine(outside, "storage.conf"), ["BUILDAH_ISOLATION"] = "chroot" };
        using var build = work.StartWith(environment, "dotnet", ["build", "--nologo", "-nodeReuse:false", "-p:LegionImageEngine=buildah"]);
        var output = build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        for (var waited = Stopwatch.StartNew(); !Sleeps(); await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            Assert.False(build.HasExited, build.HasExited ? await output : "");
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(15), "RUN did not begin");
        }

        using var clock = new FairClock();
        Run.Program(work.Root, "kill", ["-INT", build.Id.ToString(CultureInfo.InvariantCulture)]).Succeeded();
        while (Sleeps() && clock.Elapsed < TimeSpan.FromSeconds(30)) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 4); // two, and as much again for what stands between: a shell's kill, dotnet, MSBuild
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, build.ExitCode);
        // What was killed may still be on its way out of the process table.
        while (CommandLines().Any(line => line.Contains(outside, StringComparison.Ordinal) && line.Contains("buildah", StringComparison.Ordinal)))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "an engine still runs");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Empty(Directory.GetFileSystemEntries(work["obj"], "Dockerfile.0", SearchOption.AllDirectories)); // the engine's scratch is gone
    }

    private bool Sleeps() => CommandLines().Any(line => line.EndsWith("sleep " + Marker, StringComparison.Ordinal));

    private static IEnumerable<string> CommandLines()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(folder, "cmdline"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue; // it has ended
            }

            yield return line.Replace('\0', ' ').TrimEnd();
        }
    }
}
