using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Legion.Build.TestServers;

/// <summary>A server program on a loopback port, ended by its own process id.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
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

    /// <summary>Starts a program that listens on a port; on another one when somebody took the port in between.</summary>
    /// <param name="start">Given a port, how it is started.</param>
    public static async Task<(ServerProcess Server, int Port)> StartAsync(Func<int, ProcessStartInfo> start)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Find();
            var server = new ServerProcess(start(port));
            if (await server.TryStartAsync(port))
                return (server, port);
            var said = server.LogText;
            await server.DisposeAsync();
            if (attempt == 5)
                throw new InvalidOperationException($"{server.process.StartInfo.FileName} did not start: {said}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private async Task<bool> TryStartAsync(int port)
    {
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var i = 0; i < 1000 && !process.HasExited; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return !process.HasExited;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }

    private void Log(string? line)
    {
        lock (log)
        {
            log.AppendLine(line);
        }
    }
}
