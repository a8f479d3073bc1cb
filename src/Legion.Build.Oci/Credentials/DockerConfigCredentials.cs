using System.Text;
using System.Text.Json;

namespace Legion.Build.Oci.Credentials;

/// <summary>What <c>docker login</c>, <c>podman login</c> and their credential helpers keep.</summary>
/// <remarks>
/// Files in this order: <c>$REGISTRY_AUTH_FILE</c>; <c>$DOCKER_CONFIG/config.json</c>; <c>$XDG_RUNTIME_DIR/containers/auth.json</c>;
/// <c>$XDG_CONFIG_HOME/containers/auth.json</c> (or <c>~/.config/…</c>); <c>~/.docker/config.json</c>. The first that knows the host decides;
/// within a file <c>credHelpers</c> goes before <c>credsStore</c> before <c>auths</c>.
/// </remarks>
/// <param name="environment">Where variables and the user's folder are read.</param>
public sealed class DockerConfigCredentials(IEnvironment environment) : ICredentialSource
{
    private const string DockerHubKey = "https://index.docker.io/v1/";

    /// <inheritdoc/>
    public async ValueTask<Credential?> FindAsync(string host, CancellationToken cancellation)
    {
        foreach (var file in Files().Where(File.Exists).Distinct(StringComparer.Ordinal))
        {
            if (await FindAsync(file, host, cancellation) is { } found)
                return found;
        }

        return null;
    }

    private IEnumerable<string> Files()
    {
        if (environment.Variable("REGISTRY_AUTH_FILE") is { } named)
            yield return named;
        if (environment.Variable("DOCKER_CONFIG") is { } docker)
            yield return Path.Combine(docker, "config.json");
        if (environment.Variable("XDG_RUNTIME_DIR") is { } runtime)
            yield return Path.Combine(runtime, "containers", "auth.json");
        if (environment.Variable("XDG_CONFIG_HOME") is { } config)
            yield return Path.Combine(config, "containers", "auth.json");
        if (environment.HomeFolder.Length == 0)
            yield break;
        yield return Path.Combine(environment.HomeFolder, ".config", "containers", "auth.json");
        yield return Path.Combine(environment.HomeFolder, ".docker", "config.json");
    }

    private static async Task<Credential?> FindAsync(string file, string host, CancellationToken cancellation)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(await File.ReadAllBytesAsync(file, cancellation));
        }
        catch (JsonException e)
        {
            throw new OciException($"'{file}' is no JSON (line {e.LineNumber + 1}).", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OciException($"'{file}' cannot be read: {e.Message}", e);
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new OciException($"'{file}' is no object.");
            var server = host == Reference.DockerHub ? DockerHubKey : host;
            if (Entry(root, "credHelpers", host) is { ValueKind: JsonValueKind.String } helper)
                return await CredentialHelper.AskAsync(helper.GetString()!, server, cancellation);
            return await FromStoreAsync(root, server, cancellation)
                ?? (Entry(root, "auths", host) is { ValueKind: JsonValueKind.Object } auth ? Read(auth, file, host) : null);
        }
    }

    private static async Task<Credential?> FromStoreAsync(JsonElement root, string server, CancellationToken cancellation)
    {
        if (Text(root, "credsStore") is not { Length: > 0 } store)
            return null;
        try
        {
            return await CredentialHelper.AskAsync(store, server, cancellation);
        }
        catch (OciException)
        {
            // The store for all hosts may be another machine's (a shared home, WSL); the file's own entries still count.
            return null;
        }
    }

    private static JsonElement? Entry(JsonElement root, string section, string host)
    {
        if (!root.TryGetProperty(section, out var entries) || entries.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var entry in entries.EnumerateObject())
        {
            if (string.Equals(Normalize(entry.Name), host, StringComparison.OrdinalIgnoreCase))
                return entry.Value;
        }

        return null;
    }

    // Old entries are addresses: https://host/v1/.
    private static string Normalize(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var host = scheme < 0 ? key : key[(scheme + 3)..];
        foreach (var tail in new[] { "/v1/", "/v2/", "/v1", "/v2", "/" })
        {
            if (host.EndsWith(tail, StringComparison.Ordinal))
            {
                host = host[..^tail.Length];
                break;
            }
        }

        return host is "index.docker.io" or "registry-1.docker.io" ? Reference.DockerHub : host;
    }

    private static Credential? Read(JsonElement entry, string file, string host)
    {
        if (Text(entry, "registrytoken") is { Length: > 0 } registryToken)
            return Credential.ForRegistryToken(registryToken);
        if (Text(entry, "identitytoken") is { Length: > 0 } identityToken)
            return Credential.ForIdentityToken(identityToken);
        if (Text(entry, "auth") is { Length: > 0 } auth)
            return Decode(auth) ?? throw new OciException($"'{file}' holds no user and password for {host} in 'auth'; log in again.");
        return Text(entry, "username") is { Length: > 0 } user && Text(entry, "password") is { } password ? Credential.ForUser(user, password) : null;
    }

    private static Credential? Decode(string auth)
    {
        try
        {
            // Docker pads with NULs on some platforms.
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0');
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon <= 0 ? null : Credential.ForUser(text[..colon], text[(colon + 1)..]);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
