using System.Diagnostics;
using System.Globalization;

namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>A docker daemon of the tests' own, on a socket of its own.</summary>
internal sealed class DockerDaemonProcess : IAsyncDisposable
{
    private readonly string folder;
    private Process? process;

    private DockerDaemonProcess(string folder) => this.folder = folder;

    public string Socket => Path.Join(folder, "docker.sock");

    /// <summary>Why it does not run; null: it does.</summary>
    public string? WhyNot { get; private set; }

    /// <summary>Starts one, and waits until it answers.</summary>
    /// <param name="program">Name of the program.</param>
    /// <param name="folder">A folder for all it keeps.</param>
    /// <param name="configuration">Its daemon.json.</param>
    public static async Task<DockerDaemonProcess> StartAsync(string program, string folder, string configuration)
    {
        var daemon = new DockerDaemonProcess(folder);
        if (Tool.Find(program) is not { } path) daemon.WhyNot = $"there is no {program}";
        else await daemon.StartAsync(path, configuration);
        return daemon;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        await Tool.TryRunAsync("kill", process.Id.ToString(CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task StartAsync(string path, string configuration)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Join(folder, "daemon.json"), configuration);
        var start = new ProcessStartInfo(path,
        [
            "--config-file", folder + "/daemon.json", "--iptables=false", "--ip6tables=false", "--data-root", folder + "/data", "--exec-root", folder + "/run",
            "--pidfile", folder + "/docker.pid", "--host", "unix://" + Socket,
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
        string? last = null;
        process.ErrorDataReceived += (_, line) => last = line.Data ?? last;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(5);)
        {
            if (process.HasExited) break;
            if ((await Tool.TryRunAsync("docker", "--host", "unix://" + Socket, "version")).Code == 0) return;
            await Task.Delay(100);
        }

        WhyNot = process.HasExited ? "it ended at once; it needs root: " + last : "it did not answer within five minutes";
    }
}
