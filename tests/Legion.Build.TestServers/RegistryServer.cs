using System.Diagnostics;

namespace Legion.Build.TestServers;

/// <summary>Debian's docker-registry (distribution) on a free loopback port, with its content in a folder of its own.</summary>
public sealed class RegistryServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly ServerProcess process;

    private RegistryServer(string folder, ServerProcess process, int port, RegistryServerOptions options) =>
        (this.folder, this.process, Port, Options) = (folder, process, port, options);

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Host and port as references write them.</summary>
    public string Host => $"127.0.0.1:{Port}";

    /// <summary>What kind it is.</summary>
    public RegistryServerOptions Options { get; }

    /// <summary>The authority of its certificate, PEM; there when it speaks TLS.</summary>
    public string CertificateAuthorityFile => Path.Combine(folder, "ca.pem");

    /// <summary>Where it keeps its content.</summary>
    public string Storage => Stored(folder);

    /// <summary>Its log up to now.</summary>
    public string LogText => process.LogText;

    /// <summary>Starts one; skips the test where it is not installed.</summary>
    public static async Task<RegistryServer> StartAsync(RegistryServerOptions? options = null)
    {
        Programs.Require("docker-registry");
        options ??= new();
        var place = Directory.CreateTempSubdirectory("legion-registry-").FullName;
        if (options.Tls) Certificates.Write(place);
        if (options.Username is not null) await WritePasswordsAsync(place, options);
        if (options.Tokens is { } tokens) await File.WriteAllTextAsync(Path.Combine(place, "tokens.pem"), tokens.CertificatePem);
        var (process, port) = await ServerProcess.StartAsync(port =>
        {
            File.WriteAllLines(Path.Combine(place, "config.yml"), Configuration(place, port, options));
            return new ProcessStartInfo("docker-registry", ["serve", Path.Combine(place, "config.yml")]);
        });
        return new(place, process, port, options);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        TemporaryFolders.Delete(folder);
    }

    private static string Stored(string folder) => Path.Combine(folder, "storage");

    private static List<string> Configuration(string folder, int port, RegistryServerOptions options)
    {
        List<string> lines =
        [
            "version: 0.1",
            "log: { level: warn }",
            "storage:",
            $"  filesystem: {{ rootdirectory: {Stored(folder)} }}",
            "  delete: { enabled: true }",
            "  cache: { blobdescriptor: inmemory }",
            "http:",
            $"  addr: 127.0.0.1:{port}",
        ];
        if (options.Tls) lines.Add($"  tls: {{ certificate: {Path.Combine(folder, "server.pem")}, key: {Path.Combine(folder, "server.key")} }}");
        if (options.Username is not null || options.Tokens is not null) lines.Add("auth:");
        if (options.Username is not null) lines.Add($"  htpasswd: {{ realm: test, path: {Path.Combine(folder, "htpasswd")} }}");
        if (options.Tokens is { } tokens) lines.Add($"  token: {{ realm: {tokens.Realm}, service: {TokenServer.Service}, issuer: {TokenServer.Issuer}, rootcertbundle: {Path.Combine(folder, "tokens.pem")} }}");
        return lines;
    }

    // docker-registry takes bcrypt alone, which .NET does not have.
    private static async Task WritePasswordsAsync(string folder, RegistryServerOptions options)
    {
        Programs.Require("htpasswd", "apache2-utils");
        using var program = Process.Start(new ProcessStartInfo("htpasswd", ["-niB", "-C", "5", options.Username!])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        await program.StandardInput.WriteLineAsync(options.Password);
        program.StandardInput.Close();
        await File.WriteAllTextAsync(Path.Combine(folder, "htpasswd"), await program.StandardOutput.ReadToEndAsync());
        await program.WaitForExitAsync();
    }
}
