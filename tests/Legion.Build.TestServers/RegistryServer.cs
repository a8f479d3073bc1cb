using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Legion.Build.TestServers;

/// <summary>Debian's docker-registry (distribution) on a free loopback port, with its content in a folder of its own.</summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private const int Starts = 5;
    private readonly string folder;
    private readonly Process process;
    private readonly StringBuilder log = new();

    private RegistryServer(string folder, int port, RegistryServerOptions options)
    {
        this.folder = folder;
        Port = port;
        Options = options;
        process = new Process
        {
            StartInfo = new ProcessStartInfo("docker-registry", ["serve", Path.Combine(folder, "config.yml")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Host and port as references write them.</summary>
    public string Host => $"127.0.0.1:{Port}";

    /// <summary>What kind it is.</summary>
    public RegistryServerOptions Options { get; }

    /// <summary>The authority of its certificate, PEM; there when it speaks TLS.</summary>
    public string CertificateAuthorityFile => Path.Combine(folder, "ca.pem");

    /// <summary>Where it keeps its content.</summary>
    public string Storage => Path.Combine(folder, "storage");

    /// <summary>Its log up to now.</summary>
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

    /// <summary>Starts one; skips the test where it is not installed.</summary>
    public static async Task<RegistryServer> StartAsync(RegistryServerOptions? options = null)
    {
        Programs.Require("docker-registry");
        for (var attempt = 1; ; attempt++)
        {
            var server = new RegistryServer(Directory.CreateTempSubdirectory("legion-registry-").FullName, FreePort.Find(), options ?? new RegistryServerOptions());
            await server.ConfigureAsync();
            if (await server.TryStartAsync())
                return server;
            var said = server.LogText;
            await server.DisposeAsync();
            // Someone else took the port in between.
            if (attempt == Starts)
                throw new InvalidOperationException($"docker-registry did not start: {said}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!HasEnded())
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ConfigureAsync()
    {
        List<string> lines =
        [
            "version: 0.1",
            "log: { level: warn }",
            "storage:",
            $"  filesystem: {{ rootdirectory: {Storage} }}",
            "  delete: { enabled: true }",
            "  cache: { blobdescriptor: inmemory }",
            "http:",
            $"  addr: 127.0.0.1:{Port}",
        ];
        if (Options.Tls)
        {
            Certificates.Write(folder);
            lines.Add($"  tls: {{ certificate: {Path.Combine(folder, "server.pem")}, key: {Path.Combine(folder, "server.key")} }}");
        }

        if (Options.Username is not null || Options.Tokens is not null)
            lines.Add("auth:");
        if (Options.Username is not null)
            lines.Add($"  htpasswd: {{ realm: test, path: {await PasswordFileAsync(Options.Username)} }}");
        if (Options.Tokens is { } tokens)
        {
            var bundle = Path.Combine(folder, "tokens.pem");
            await File.WriteAllTextAsync(bundle, tokens.CertificatePem);
            lines.Add($"  token: {{ realm: {tokens.Realm}, service: {TokenServer.Service}, issuer: {TokenServer.Issuer}, rootcertbundle: {bundle} }}");
        }

        await File.WriteAllLinesAsync(Path.Combine(folder, "config.yml"), lines);
    }

    // docker-registry takes bcrypt alone, which .NET does not have.
    private async Task<string> PasswordFileAsync(string user)
    {
        Programs.Require("htpasswd", "apache2-utils");
        using var program = Process.Start(new ProcessStartInfo("htpasswd", ["-niB", "-C", "5", user])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        await program.StandardInput.WriteLineAsync(Options.Password);
        program.StandardInput.Close();
        var path = Path.Combine(folder, "htpasswd");
        await File.WriteAllTextAsync(path, await program.StandardOutput.ReadToEndAsync());
        await program.WaitForExitAsync();
        return path;
    }

    private async Task<bool> TryStartAsync()
    {
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var i = 0; i < 500 && !process.HasExited; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", Port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }

    private bool HasEnded()
    {
        try
        {
            return process.HasExited;
        }
        catch (InvalidOperationException)
        {
            // Never started.
            return true;
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
