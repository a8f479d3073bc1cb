using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Legion.Build.Oci.Credentials;

/// <summary>Asks a <c>docker-credential-*</c> program (the protocol of docker-credential-helpers: host on stdin, JSON on stdout, nothing in argv).</summary>
internal static class CredentialHelper
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks one helper for one host.</summary>
    /// <param name="name">What follows <c>docker-credential-</c>.</param>
    /// <param name="server">The host as the helper keeps it.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <returns>The credential; null when it has none.</returns>
    /// <exception cref="OciException">There is no such program, it failed, or it said what cannot be read.</exception>
    public static async Task<Credential?> AskAsync(string name, string server, CancellationToken cancellation)
    {
        var program = "docker-credential-" + name;
        if (name.Length == 0 || name.AsSpan().ContainsAny('/', '\\', '\0'))
            throw new OciException($"'{name}' is no name of a credential helper.");
        var (code, output) = await RunAsync(program, server, cancellation);
        // The text is part of the protocol; it comes on stdout with a failing code.
        if (code != 0 && output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase))
            return null;
        // What it printed may be half a credential: it is not shown.
        if (code != 0)
            throw new OciException($"{program} ended with {code} when asked for {server}. Run it by hand: echo {server} | {program} get");
        // The reader's own words might quote the secret: they are not passed on.
        return TryRead(output) ?? throw new OciException($"{program} did not answer in the helpers' protocol.");
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string server, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, ["get"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                StandardOutputEncoding = Encoding.UTF8,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new OciException($"The credential helper {program} cannot be started: {e.Message}. Install it, or take it out of the Docker configuration.", e);
        }

        try
        {
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            await WriteAsync(process, server, patience.Token);
            await process.WaitForExitAsync(patience.Token);
            _ = await error;
            return (process.ExitCode, await output);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new OciException($"{program} did not answer within {Patience.TotalSeconds:0} s.", e);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task WriteAsync(Process process, string server, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.WriteAsync(server.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says the rest.
        }
    }

    private static Credential? TryRead(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var user = document.RootElement.GetProperty("Username").GetString() ?? "";
            var secret = document.RootElement.GetProperty("Secret").GetString() ?? "";
            return user == "<token>" ? Credential.ForIdentityToken(secret) : Credential.ForUser(user, secret);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
