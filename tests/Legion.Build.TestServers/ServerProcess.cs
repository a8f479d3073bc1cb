using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Legion.Build.TestServers;

/// <summary>A server program on a loopback port, ended by its own process id.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int Starts = 10;
    private readonly Process process;
    private readonly StringBuilder log = new();

    private ServerProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
    }

    /// <summary>What it has said.</summary>
    public string LogText
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <summary>Starts a program that listens on a port of 127.0.0.1; on another one when somebody took the port in between.</summary>
    /// <param name="start">Given a port, how it is started.</param>
    public static async Task<(ServerProcess Server, int Port)> StartAsync(Func<int, ProcessStartInfo> start)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Find();
            var server = new ServerProcess(start(port));
            server.process.Start();
            server.process.BeginOutputReadLine();
            server.process.BeginErrorReadLine();
            if (await server.ListensAsync(port))
                return (server, port);
            var said = server.LogText;
            await server.DisposeAsync();
            if (attempt == Starts)
                throw new InvalidOperationException($"{server.process.StartInfo.FileName} did not start: {said}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    // Until it listens or has ended; two minutes bound only what hangs.
    private async Task<bool> ListensAsync(int port)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(2) && !process.HasExited;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                if (IsOwner(port)) return true;
            }
            catch (SocketException)
            {
                // Not yet.
            }

            await Task.Delay(20);
        }

        return false;
    }

    // Somebody else who took the port answers as well, until the program has noticed and ended: whose socket it is, the system knows.
    private bool IsOwner(int port)
    {
        if (!OperatingSystem.IsLinux()) return !process.HasExited;
        var address = string.Create(CultureInfo.InvariantCulture, $"0100007F:{port:X4}");
        var sockets = File.ReadLines("/proc/net/tcp").Select(static l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f[1] == address && f[3] == "0A").Select(static f => $"socket:[{f[9]}]").ToHashSet(StringComparer.Ordinal);
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process.Id}/fd").Any(d => new FileInfo(d).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (IOException)
        {
            // It ended, or closed a file in between: the next look tells.
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return !process.HasExited;
        }
    }

    private void Log(string? line)
    {
        lock (log)
        {
            log.AppendLine(line);
        }
    }
}
