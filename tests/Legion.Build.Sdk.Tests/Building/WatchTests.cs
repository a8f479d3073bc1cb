using System.Diagnostics;
using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary><c>dotnet watch build</c> builds again when the manifest or anything that artifacts are made from changes.</summary>
public sealed class WatchTests(PackedSdk sdk) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Fact]
    public async Task A_changed_page_a_broken_manifest_and_its_mending_are_each_built()
    {
        work.WritePlatform();
        work.Dotnet("build", "--nologo").Succeeded();
        await using var watch = new Watched(work.Start("bash", "-c", "exec dotnet watch build --non-interactive --no-restore 2>&1"));
        await watch.SeesAsync("Nothing changed: 1 chart, 1 image, 1 Python package up to date.");
        await watch.SeesAsync("Waiting for a file to change");

        work.Write("pages/index.html", "<p>changed</p>");
        await watch.SeesAsync("image   web");
        await watch.SeesAsync("Waiting for a file to change");

        work.Edit("distributions.yaml", "sources: [pages]", "sources: [pagez]");
        await watch.SeesAsync("error LEGION170");
        await watch.SeesAsync("Waiting for a file to change");

        work.Edit("distributions.yaml", "sources: [pagez]", "sources: [pages]");
        await watch.SeesAsync("1 chart, 1 image, 1 Python package up to date.");
    }

    /// <summary>A program that does not end by itself, and its output up to now.</summary>
    private sealed class Watched(Process process) : IAsyncDisposable
    {
        private readonly List<string> seen = [];

        public async Task SeesAsync(string text)
        {
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
                {
                    seen.Add(line);
                    if (line.Contains(text, StringComparison.Ordinal)) return;
                }
            }
            catch (OperationCanceledException)
            {
                // Said below.
            }

            Assert.Fail($"'{text}' was not seen; this was:\n{string.Join('\n', seen)}");
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
