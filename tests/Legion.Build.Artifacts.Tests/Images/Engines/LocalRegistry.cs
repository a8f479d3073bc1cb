using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>A docker-registry on a port of this machine.</summary>
internal sealed class LocalRegistry : IAsyncDisposable
{
    private readonly Process process;

    private LocalRegistry(Process process, string host)
    {
        this.process = process;
        Host = host;
    }

    /// <summary>Host and port.</summary>
    public string Host { get; }

    public static async Task<LocalRegistry> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var port = FreePort();
        var config = Path.Join(folder, "registry.yml");
        await File.WriteAllTextAsync(config, string.Create(CultureInfo.InvariantCulture, $"version: 0.1\nlog: {{ level: error }}\nstorage: {{ filesystem: {{ rootdirectory: {folder}/data }} }}\nhttp: {{ addr: '127.0.0.1:{port}' }}\n"));
        var server = Process.Start(new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        for (var attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return new(server, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }

        throw new TimeoutException("the registry does not answer");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
