using System.Net;
using System.Text;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories.Pypi;

namespace Legion.Build.Publishing.Repositories.Directories;

/// <summary>Python packages in a folder shaped as a simple index (PEP 503): <c>pip install --index-url file:///FOLDER/simple/</c>.</summary>
internal sealed class SimpleIndexPublisher(Repository repository, string folder, PublishContext context) : IRepositoryPublisher, IArtifactReader
{
    public PublisherCapabilities Capabilities { get; } = new() { CanReplace = true };

    public IReadOnlyList<ReleaseItem> Describe(BuiltArtifact artifact, IReadOnlyList<string> floatingTags) =>
        [.. artifact.Files.Select(file => new ReleaseItem
        {
            Kind = artifact.Kind,
            Name = artifact.Name,
            Version = artifact.Version,
            Repository = repository.Name,
            Address = Path.Combine(Project(artifact.Name), Path.GetFileName(file.Path)),
            Reference = artifact.Name + "==" + artifact.Version,
            Key = Path.GetFileName(file.Path),
            Digest = "sha256:" + file.Sha256,
            Size = file.Size,
            Files = EquatableArray.Of(file),
        })];

    public Task CheckAsync(IReadOnlyList<ReleaseItem> items, CancellationToken cancellation) => DirectoryErrors.Run(() => FolderFile.Check(folder));

    public Task<string?> LookAsync(ReleaseItem item, CancellationToken cancellation) => DirectoryErrors.Run(() =>
    {
        // A file the page does not name yet is one whose publish was interrupted: equal bytes are to be committed again.
        var digest = FolderFile.Digest(item.Address);
        return digest == item.Digest && !IsListed(item) ? null : digest;
    });

    public Task<IReadOnlyList<string>> ListAsync(ArtifactKind kind, string name, VersionDialects version, CancellationToken cancellation) =>
        DirectoryErrors.Run<IReadOnlyList<string>>(() => Directory.Exists(Project(name))
            ? [.. Directory.EnumerateFiles(Project(name)).Select(static f => Path.GetFileName(f)).Where(f => DistributionFileName.IsOf(f, name, version.Pep440)).Order(StringComparer.Ordinal)]
            : []);

    public Task TransferAsync(ReleaseItem item, IProgress<long> sent, CancellationToken cancellation) => Task.CompletedTask;

    public Task CommitAsync(IReadOnlyList<ReleaseItem> items, bool mayReplace, IProgress<long> sent, CancellationToken cancellation) => DirectoryErrors.Run(() =>
    {
        foreach (var item in items)
        {
            using var held = FolderLock.Take(folder, cancellation);
            FolderFile.Put(context.FullPath(item.Files[0].Path), item.Address, item.Digest, mayReplace, sent);
            WritePages(item.Name);
        }
    });

    public Task<string?> ReadBackAsync(ReleaseItem item, CancellationToken cancellation) => LookAsync(item, cancellation);

    public Task<byte[]?> ReadAsync(ReleaseItem item, CancellationToken cancellation) =>
        DirectoryErrors.Run(() => File.Exists(item.Address) ? File.ReadAllBytes(item.Address) : null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string Simple => Path.Combine(folder, "simple");

    private string Project(string name) => Path.Combine(Simple, PackageName.Normalize(name));

    private bool IsListed(ReleaseItem item)
    {
        var page = Path.Combine(Project(item.Name), "index.html");
        return File.Exists(page) && File.ReadAllText(page).Contains("#sha256=" + item.Digest["sha256:".Length..] + "\">" + WebUtility.HtmlEncode(item.Key) + "<", StringComparison.Ordinal);
    }

    private void WritePages(string name)
    {
        var files = Directory.EnumerateFiles(Project(name)).Select(Path.GetFileName)
            .Where(static f => f!.EndsWith(".whl", StringComparison.Ordinal) || f.EndsWith(".tar.gz", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => (Link: Uri.EscapeDataString(file!) + "#" + FolderFile.Digest(Path.Combine(Project(name), file!))!.Replace(':', '='), Text: file!));
        WritePage(Path.Combine(Project(name), "index.html"), "Links for " + name, files);
        var projects = Directory.EnumerateDirectories(Simple).Select(static d => Path.GetFileName(d)).Order(StringComparer.Ordinal);
        WritePage(Path.Combine(Simple, "index.html"), "Simple index", projects.Select(static p => (p + "/", p)));
    }

    private static void WritePage(string path, string title, IEnumerable<(string Link, string Text)> links)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"pypi:repository-version\" content=\"1.0\">\n<title>")
            .Append(WebUtility.HtmlEncode(title)).Append("</title>\n</head>\n<body>\n");
        foreach (var (link, text) in links) page.Append("<a href=\"").Append(WebUtility.HtmlEncode(link)).Append("\">").Append(WebUtility.HtmlEncode(text)).Append("</a><br>\n");
        AtomicFile.WriteIfChanged(path, Encoding.UTF8.GetBytes(page.Append("</body>\n</html>\n").ToString()));
    }
}
