using System.Diagnostics;
using System.Globalization;

namespace Legion.Build.Benchmarks.Images;

/// <summary>The peers, as their users run them.</summary>
/// <param name="input">What they build.</param>
/// <param name="folder">Where.</param>
internal sealed class RacePeers(RaceInput input, string folder) : IAsyncDisposable
{
    private Process? daemon;
    private int count;

    /// <summary>The layout umoci wrote last.</summary>
    public string UmociLayout { get; private set; } = "";

    /// <summary>Makes the stores.</summary>
    public async Task PrepareAsync()
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Join(folder, "storage.conf"), $"[storage]\ndriver = \"overlay\"\ngraphroot = \"{folder}/store\"\nrunroot = \"{folder}/run\"\n");
        Environment.SetEnvironmentVariable("CONTAINERS_STORAGE_CONF", Path.Join(folder, "storage.conf"));
        Environment.SetEnvironmentVariable("BUILDAH_ISOLATION", "chroot");

        // A daemon whose images are kept as OCI has them, so that BuildKit writes a layout; only a young one does.
        await File.WriteAllTextAsync(Path.Join(folder, "daemon.json"), "{ \"features\": { \"containerd-snapshotter\": true } }");
        var socket = "unix://" + Path.Join(folder, "docker.sock");
        daemon = Process.Start(new ProcessStartInfo("dockerd-next",
        [
            "--config-file", folder + "/daemon.json", "--iptables=false", "--ip6tables=false", "--data-root", folder + "/docker", "--exec-root", folder + "/docker-run",
            "--pidfile", folder + "/docker.pid", "--host", socket,
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        daemon.ErrorDataReceived += static (_, _) => { };
        daemon.OutputDataReceived += static (_, _) => { };
        daemon.BeginErrorReadLine();
        daemon.BeginOutputReadLine();
        Environment.SetEnvironmentVariable("DOCKER_HOST", socket);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await RunAsync("docker", "version");
                return;
            }
            catch (InvalidOperationException) when (tries < 300 && !daemon.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (daemon is null) return;
        await RunAsync("kill", daemon.Id.ToString(CultureInfo.InvariantCulture));
        await daemon.WaitForExitAsync();
        daemon.Dispose();
    }

    /// <summary>Takes what a round left.</summary>
    public void Clear()
    {
        foreach (var layout in Directory.GetDirectories(folder, "umoci-*")) Directory.Delete(layout, recursive: true);
    }

    /// <summary>umoci, which reads no Dockerfile: the tree as one layer.</summary>
    public async Task UmociOneAsync()
    {
        UmociLayout = await UmociAsync($"{input.Root}/one/tree");
    }

    /// <summary>Eight images, two at a time.</summary>
    public Task UmociEightAsync() => Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (image, _) => await UmociAsync($"{input.Root}/eight/{image}/tree"));

    /// <summary>buildah, from the Dockerfile to a layout.</summary>
    public Task BuildahOneAsync() => BuildahAsync("one");

    /// <summary>Eight images, one after the other: its store has one lock.</summary>
    public async Task BuildahEightAsync()
    {
        for (var image = 0; image < 8; image++) await BuildahAsync(FormattableString.Invariant($"eight/{image}"));
    }

    /// <summary>BuildKit, from the Dockerfile to a compressed layout.</summary>
    public Task BuildKitOneAsync() => BuildKitAsync("one");

    /// <summary>Eight images side by side.</summary>
    public Task BuildKitEightAsync() => Task.WhenAll(Enumerable.Range(0, 8).Select(image => BuildKitAsync(FormattableString.Invariant($"eight/{image}"))));

    private async Task BuildahAsync(string context)
    {
        var name = "race-" + Interlocked.Increment(ref count);
        await RunAsync("buildah", "build", "--quiet", "--no-cache", "--tag", name, $"{input.Root}/{context}");
        await RunAsync("buildah", "push", "--quiet", "--format", "oci", name, $"oci:{folder}/{name}:one");
        await RunAsync("buildah", "rmi", name);
        Directory.Delete($"{folder}/{name}", recursive: true);
    }

    private async Task BuildKitAsync(string context)
    {
        var archive = $"{folder}/kit-{Interlocked.Increment(ref count)}.tar";
        await RunAsync("docker", "buildx", "build", "--no-cache", "--quiet", "--output", "type=oci,dest=" + archive, $"{input.Root}/{context}");
        File.Delete(archive);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error}");
    }

    private async Task<string> UmociAsync(string tree)
    {
        var layout = $"{folder}/umoci-{Interlocked.Increment(ref count)}";
        await RunAsync("umoci", "init", "--layout", layout);
        await RunAsync("umoci", "new", "--image", layout + ":one");
        await RunAsync("umoci", "insert", "--image", layout + ":one", tree, "/srv/tree");
        return layout;
    }
}
