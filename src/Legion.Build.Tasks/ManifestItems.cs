using Legion.Build.Artifacts;
using Legion.Build.Manifest.Model;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Legion.Build.Tasks;

/// <summary>The manifest as MSBuild items, for targets and scripts that want to know what it holds.</summary>
/// <param name="context">The build.</param>
internal sealed class ManifestItems(BuildContext context)
{
    public ITaskItem[] Charts() => [.. context.Manifest.Charts.Select(c =>
        Item(c, context.Version.SemVer, ("Path", Full(c.Path)), ("InstallAfter", MSBuildText.List(c.InstallAfter)), ("Images", MSBuildText.List(c.Images))))];

    public ITaskItem[] Images() => [.. context.Manifest.Images.Select(i =>
        Item(i, context.Version.OciTag, ("Dockerfile", Full(i.Dockerfile)), ("Project", Full(i.Project)), ("Stage", Text(i.Target)), ("Sources", MSBuildText.List(i.Sources)), ("Platforms", MSBuildText.List(i.Platforms)), ("Component", i.Component ? "true" : "false")))];

    public ITaskItem[] PythonPackages() => [.. context.Manifest.PythonPackages.Select(p => Item(p, context.Version.Pep440, ("Path", Full(p.Path))))];

    public ITaskItem[] Repositories() => [.. context.Manifest.Repositories.Select(static r => Item(
        r.Name, ("Type", TypeOf(r.Type)), ("Push", Text(r.Push)), ("Pull", Text(r.Pull)), ("Index", Text(r.Index)), ("Access", r.Access == RepositoryAccess.Internal ? "internal" : "public"), ("Description", Text(r.Description))))];

    private TaskItem Item(Artifact artifact, string version, params (string Name, string? Value)[] more)
    {
        var repositories = artifact.Destinations.FirstOrDefault(d => d.Channel == context.Channel.Name)?.Repositories ?? default;
        return Item(artifact.Name, [.. more, ("Version", Text(version)), ("Description", Text(artifact.Description)), ("Docs", Text(artifact.Docs)), ("Channel", Text(context.Channel.Name)), ("Repositories", MSBuildText.List(repositories))]);
    }

    private static TaskItem Item(string name, params (string Name, string? Value)[] metadata)
    {
        var item = new TaskItem(MSBuildText.Escape(name));
        foreach (var (key, value) in metadata)
        {
            if (!string.IsNullOrEmpty(value)) item.SetMetadata(key, value);
        }

        return item;
    }

    private string? Full(string? path) => path is null ? null : MSBuildText.Escape(Path.GetFullPath(path, context.Root));

    private static string? Text(string? value) => value is null ? null : MSBuildText.Escape(value);

    private static string TypeOf(RepositoryType type) => type switch
    {
        RepositoryType.Oci => "oci",
        RepositoryType.HelmGit => "helm-git",
        RepositoryType.HelmHttp => "helm-http",
        RepositoryType.Pypi => "pypi",
        _ => "directory",
    };
}
