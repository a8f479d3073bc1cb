using Legion.Build.Manifest.Model;

namespace Legion.Build.Manifest.Naming;

/// <summary>What users write to get an artifact from a repository: the same words in constants, charts, records and docs.</summary>
public static class References
{
    /// <summary>What stands before an image's name, with its slash: <c>docker.io/legionplatform/</c>.</summary>
    /// <param name="repository">Where the image is read.</param>
    public static string ImagePrefix(Repository repository) => repository.Type switch
    {
        // containers-transports(5): a layout on disk is named with its transport.
        RepositoryType.Directory => "oci:" + WithSlash(repository.Pull),
        _ => WithSlash(WithoutScheme(repository.Pull)),
    };

    /// <summary>What stands before a chart's name, with its slash: <c>oci://registry/path/</c>, or the folder's URL of a Helm repository.</summary>
    /// <param name="repository">Where the chart is read.</param>
    public static string ChartPrefix(Repository repository) => repository.Type switch
    {
        RepositoryType.Oci => "oci://" + WithSlash(WithoutScheme(repository.Pull)),
        RepositoryType.HelmGit => WithSlash(WithSlash(GitFiles(repository)) + (repository.Folder ?? "").Trim('/')),
        _ => WithSlash(repository.Pull),
    };

    /// <summary>True when charts there are named <c>prefix/NAME:TAG</c>; false when <c>prefix/NAME-VERSION.tgz</c>.</summary>
    /// <param name="repository">Where the chart is read.</param>
    public static bool HasChartTags(Repository repository) => repository.Type == RepositoryType.Oci;

    /// <summary>The reference of an image: <c>docker.io/legionplatform/k8s-edi:1.0.0</c>.</summary>
    /// <param name="repository">Where it is read.</param>
    /// <param name="name">The image.</param>
    /// <param name="tag">The OCI tag.</param>
    public static string Image(Repository repository, string name, string tag) => ImagePrefix(repository) + name + ":" + tag;

    /// <summary>The reference of a chart: <c>oci://registry/path/legion:1.0.0</c> or <c>https://…/legion-1.0.0.tgz</c>.</summary>
    /// <param name="repository">Where it is read.</param>
    /// <param name="name">The chart.</param>
    /// <param name="version">The SemVer version; <c>+</c> becomes <c>_</c> where the reference ends in a tag, as Helm does it.</param>
    public static string Chart(Repository repository, string name, string version) => HasChartTags(repository)
        ? ChartPrefix(repository) + name + ":" + version.Replace('+', '_')
        : ChartPrefix(repository) + name + "-" + version + ".tgz";

    /// <summary>The requirement of a Python package (PEP 508): <c>legion==1.0.0</c>.</summary>
    /// <param name="name">The package.</param>
    /// <param name="version">The PEP 440 version.</param>
    public static string Python(string name, string version) => name + "==" + version;

    // A git repository whose reading place is not said is read through its host's raw files, where that is known.
    private static string GitFiles(Repository repository)
    {
        if (repository.Pull != repository.Push) return repository.Pull;
        var url = WithoutSuffix(repository.Pull.TrimEnd('/'), ".git");
        var revision = repository.Branch ?? "HEAD";
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
        {
            if (uri.Host == "github.com") return "https://raw.githubusercontent.com" + uri.AbsolutePath + "/" + revision;
            if (uri.Host == "gitlab.com") return url + "/-/raw/" + revision;
        }

        return repository.Pull;
    }

    private static string WithoutScheme(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? url : url.Substring(scheme + 3);
    }

    private static string WithSlash(string url) => url.EndsWith("/", StringComparison.Ordinal) ? url : url + "/";

    private static string WithoutSuffix(string text, string suffix) =>
        text.EndsWith(suffix, StringComparison.Ordinal) ? text.Substring(0, text.Length - suffix.Length) : text;
}
