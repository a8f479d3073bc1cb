using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Yaml;
using Legion.Build.Oci.Credentials;

namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>The user's logins for repositories with an index.yaml: the variables of a repository of the manifest, then what <c>helm repo add</c> was told.</summary>
/// <param name="manifest">Whose repositories have variables.</param>
/// <param name="environment">Where variables and files are read.</param>
internal sealed class DependencyLogins(DistributionManifest manifest, IEnvironment environment) : ICredentialSource
{
    /// <inheritdoc/>
    public async ValueTask<Credential?> FindAsync(string host, CancellationToken cancellation)
    {
        foreach (var known in manifest.Repositories.Where(r => HostOf(r.Pull) == host || HostOf(r.Push) == host))
        {
            if (await new EnvironmentCredentials(known.Name, [host], environment).FindAsync(host, cancellation) is { } login) return login;
        }

        return OfHelm(host);
    }

    /// <summary>Host and port of an address, as it writes them.</summary>
    internal static string? HostOf(string? address) => address?.Split("://")[^1].Split('/')[0];

    private Credential? OfHelm(string host)
    {
        if (ConfigPath() is not { } path || !File.Exists(path)) return null;
        var documents = YamlReader.Read(File.ReadAllText(path), path).Documents;
        if (documents.Count == 0 || (documents[0].Root as YamlMapping)?.Find("repositories")?.Value is not YamlSequence list) return null;
        foreach (var repository in list.Items.OfType<YamlMapping>())
        {
            string Text(string key) => (repository.Find(key)?.Value as YamlScalar)?.Text ?? "";
            if (HostOf(Text("url")) == host && Text("username").Length > 0) return Credential.ForUser(Text("username"), Text("password"));
        }

        return null;
    }

    private string? ConfigPath()
    {
        if (environment.Variable("HELM_REPOSITORY_CONFIG") is { } file) return file;
        var folder = environment.Variable("HELM_CONFIG_HOME")
            ?? (environment.Variable("XDG_CONFIG_HOME") is { } xdg ? Path.Join(xdg, "helm")
            : OperatingSystem.IsWindows() ? Path.Join(environment.Variable("APPDATA"), "helm")
            : environment.HomeFolder.Length == 0 ? null
            : Path.Join(environment.HomeFolder, OperatingSystem.IsMacOS() ? "Library/Preferences/helm" : ".config/helm"));
        return folder is null ? null : Path.Join(folder, "repositories.yaml");
    }
}
