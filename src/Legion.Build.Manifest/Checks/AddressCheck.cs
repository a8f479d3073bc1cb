using System.Globalization;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Checks;

/// <summary>Addresses of repositories, as text.</summary>
internal static class AddressCheck
{
    /// <summary>Checks one address of a repository.</summary>
    public static void Check(string repository, RepositoryType type, bool insecure, YamlScalar? node, Findings findings)
    {
        if (node is null) return;
        var address = node.Text;
        if (HasCredentials(address, type))
        {
            findings.Add(ManifestRules.SecretInAddress, node.Span, repository, EnvironmentName(repository), KeeperOf(type));
            return;
        }

        var (why, suggestion) = type switch
        {
            RepositoryType.Oci => Registry(address),
            RepositoryType.HelmGit => Git(address),
            RepositoryType.Directory => (address.Any(char.IsControl) ? "it holds a control character" : null, null),
            _ => Web(address),
        };
        if (why is not null) findings.AddWithSuggestion(ManifestRules.InvalidAddress, node.Span, suggestion, address, Spell(type), suggestion is null ? why : why + "; write '" + suggestion + "'");
        else if (!insecure && IsPlain(address)) findings.AddWithSuggestion(ManifestRules.PlainHttp, node.Span, "https" + address.Substring(4), address);
    }

    public static string Spell(RepositoryType type) => type switch
    {
        RepositoryType.Oci => "oci",
        RepositoryType.HelmGit => "helm-git",
        RepositoryType.HelmHttp => "helm-http",
        RepositoryType.Pypi => "pypi",
        _ => "directory",
    };

    /// <summary>The repository's name as it stands in environment variables.</summary>
    private static string EnvironmentName(string repository) =>
        new([.. repository.Select(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? char.ToUpperInvariant(c) : '_')]);

    private static string KeeperOf(RepositoryType type) => type switch
    {
        RepositoryType.Oci => "docker or podman",
        RepositoryType.HelmGit => "git",
        RepositoryType.Pypi => "twine (.pypirc)",
        _ => "curl (.netrc)",
    };

    private static bool HasCredentials(string address, RepositoryType type)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 && type != RepositoryType.Oci) return false;
        var from = scheme < 0 ? 0 : scheme + 3;
        var slash = address.IndexOf('/', from);
        var authority = slash < 0 ? address.Substring(from) : address.Substring(from, slash - from);
        var at = authority.LastIndexOf('@');

        // ssh://git@host names the account everybody shares; a password is what makes it a secret.
        return at >= 0 && (!address.StartsWith("ssh://", StringComparison.Ordinal) || authority.IndexOf(':') is >= 0 and var colon && colon < at);
    }

    private static bool IsPlain(string address) => address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        && Uri.TryCreate(address, UriKind.Absolute, out var uri) && !uri.IsLoopback;

    private static (string? Why, string? Suggestion) Web(string address)
    {
        if (address.IndexOf("://", StringComparison.Ordinal) < 0)
        {
            var completed = "https://" + address.TrimStart('/');
            return ("it has no scheme", PathCheck.IsWebUrl(completed) ? completed : null);
        }

        if (!PathCheck.IsWebUrl(address)) return ("it is no http or https URL", null);
        return address.IndexOfAny(['?', '#']) >= 0 ? ("a query or fragment has no place in it", address.Substring(0, address.IndexOfAny(['?', '#']))) : (null, null);
    }

    private static (string? Why, string? Suggestion) Git(string address)
    {
        if (address.Any(static c => c <= ' ')) return ("it holds a blank or control character", null);
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            return address.Substring(0, scheme) switch
            {
                "https" or "http" => PathCheck.IsWebUrl(address) ? (null, null) : ("it is no URL", null),
                "ssh" or "git" or "file" => address.Length > scheme + 3 ? (null, null) : ("it names no host", null),
                _ => ("git clones https, ssh and file URLs", null),
            };
        }

        // git clone: [user@]host:path, or a path; a bare word is neither.
        var colon = address.IndexOf(':');
        if ((colon > 0 && colon < address.Length - 1) || address[0] is '/' or '.') return (null, null);
        var completed = "https://" + address;
        return ("it has no scheme", address.IndexOf('.') > 0 && PathCheck.IsWebUrl(completed) ? completed : null);
    }

    /// <summary>host[:port][/path], as references to images are written (distribution, reference grammar).</summary>
    private static (string? Why, string? Suggestion) Registry(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) return ("a registry's address has no scheme", address.Substring(scheme + 3).TrimEnd('/'));
        if (address[address.Length - 1] == '/') return ("it ends with '/'", address.TrimEnd('/'));
        var slash = address.IndexOf('/');
        var host = slash < 0 ? address : address.Substring(0, slash);
        if (host.IndexOf('.') < 0 && host.IndexOf(':') < 0 && host != "localhost")
        {
            var onHub = "docker.io/" + address;
            return ("its first part names no host", Registry(onHub).Why is null ? onHub : null);
        }

        if (!IsHost(host)) return ("'" + host + "' is no host, or host and port", null);
        if (slash < 0) return (null, null);
        var path = address.Substring(slash + 1);
        var lower = path.ToLowerInvariant();
        return NameGrammar.Image.Accepts(path) ? (null, null)
            : ("its path takes " + NameGrammar.Image.Rule, NameGrammar.Image.Accepts(lower) ? host + "/" + lower : null);
    }

    private static bool IsHost(string host)
    {
        var bracket = host.LastIndexOf(']');
        var colon = host.IndexOf(':', Math.Max(0, bracket));
        var name = colon < 0 ? host : host.Substring(0, colon);
        if (colon >= 0 && !(int.TryParse(host.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536)) return false;
        if (name.Length > 2 && name[0] == '[' && bracket == name.Length - 1) return Uri.CheckHostName(name) == UriHostNameType.IPv6;
        return name.Length is > 0 and <= 253 && name.Split('.').All(static label => label.Length is > 0 and <= 63
            && label[0] != '-' && label[label.Length - 1] != '-'
            && label.All(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-'));
    }
}
