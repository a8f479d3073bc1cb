using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Legion.Build.Artifacts.Python.Metadata;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories.Http;

namespace Legion.Build.Publishing.Repositories.Pypi;

/// <summary>Python packages at PyPI or a repository manager, by its upload API; what is there is known by the simple index.</summary>
/// <remarks>Servers word "it exists" in many ways: none of the words is read, the index is asked again and hashes decide.</remarks>
internal sealed class PypiPublisher(Repository repository, PublishContext context) : IRepositoryPublisher, IArtifactReader
{
    private readonly HttpCourier courier = new(repository, context);

    // PyPI never takes other bytes under a name, not even of a deleted file.
    public PublisherCapabilities Capabilities { get; } = new() { CanReplace = !IsPyPI(repository), IsEventuallyConsistent = true };

    public IReadOnlyList<ReleaseItem> Describe(BuiltArtifact artifact, IReadOnlyList<string> floatingTags) =>
        [.. artifact.Files.Select(file => new ReleaseItem
        {
            Kind = artifact.Kind,
            Name = artifact.Name,
            Version = artifact.Version,
            Repository = repository.Name,
            Address = Index().AbsoluteUri + PackageName.Normalize(artifact.Name) + "/" + Path.GetFileName(file.Path),
            Reference = artifact.Name + "==" + artifact.Version,
            Key = Path.GetFileName(file.Path),
            Digest = "sha256:" + file.Sha256,
            Size = file.Size,
            Files = EquatableArray.Of(file),
        })];

    public async Task CheckAsync(IReadOnlyList<ReleaseItem> items, CancellationToken cancellation)
    {
        if (IsPyPI(repository) && items.FirstOrDefault(static i => i.Version.Contains('+', StringComparison.Ordinal)) is { } local)
            throw new PublishException(PublishFailure.Rejected, $"PyPI takes no local versions (PEP 440), and {local.Name} is {local.Version}");
        if (IsPyPI(repository) && items.FirstOrDefault(IsPrivate) is { } kept)
            throw new PublishException(PublishFailure.Rejected, $"'{kept.Name}' has a 'Private ::' classifier, which keeps it off PyPI");
        if (HttpCredentials.Find(repository, new(repository.Push), context.Environment) is null && IsPyPI(repository))
            throw new PublishException(PublishFailure.Denied, "there are no credentials for " + new Uri(repository.Push).Authority);
        foreach (var name in items.Select(static i => i.Name).Distinct(StringComparer.Ordinal)) await SimpleIndex.ReadAsync(courier, Index(), name, cancellation);
    }

    public async Task<string?> LookAsync(ReleaseItem item, CancellationToken cancellation)
    {
        var files = await SimpleIndex.ReadAsync(courier, Index(), item.Name, cancellation);
        if (files.FirstOrDefault(f => f.Name == item.Key) is not { } file) return null;
        return file.Digest ?? await courier.DigestAsync(file.Address, cancellation);
    }

    public async Task<IReadOnlyList<string>> ListAsync(ArtifactKind kind, string name, VersionDialects version, CancellationToken cancellation) =>
        [.. (await SimpleIndex.ReadAsync(courier, Index(), name, cancellation)).Select(static f => f.Name).Where(f => DistributionFileName.IsOf(f, name, version.Pep440))];

    public Task TransferAsync(ReleaseItem item, IProgress<long> sent, CancellationToken cancellation) => Task.CompletedTask;

    public async Task CommitAsync(IReadOnlyList<ReleaseItem> items, bool mayReplace, IProgress<long> sent, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            var (body, boundary) = Form(item);
            HttpAnswer answer;
            try
            {
                answer = await courier.SendAsync(
                    moved =>
                    {
                        var content = new ProgressContent(body, sent, moved);
                        content.Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data") { Parameters = { new("boundary", boundary) } };
                        return new(HttpMethod.Post, new Uri(repository.Push)) { Content = content };
                    },
                    keepBody: true,
                    cancellation);
            }
            catch (PublishException e) when (e.Failure == PublishFailure.Unavailable)
            {
                // It may have been taken and the answer lost at every attempt.
                if (await LookAsync(item, cancellation) == item.Digest) continue;
                throw;
            }

            if (answer.IsSuccess && !answer.IsPage) continue;
            if (answer.Status is HttpStatusCode.Unauthorized || await LookAsync(item, cancellation) is not { } now) throw HttpCourier.Failure(answer, "POST");
            if (now != item.Digest) throw new PublishException(PublishFailure.Conflict, now);
        }
    }

    public async Task<string?> ReadBackAsync(ReleaseItem item, CancellationToken cancellation)
    {
        // What users download, not what the index says of it.
        var files = await SimpleIndex.ReadAsync(courier, Index(), item.Name, cancellation);
        return files.FirstOrDefault(f => f.Name == item.Key) is { } file ? await courier.DigestAsync(file.Address, cancellation) : null;
    }

    public async Task<byte[]?> ReadAsync(ReleaseItem item, CancellationToken cancellation)
    {
        var files = await SimpleIndex.ReadAsync(courier, Index(), item.Name, cancellation);
        if (files.FirstOrDefault(f => f.Name == item.Key) is not { } file) return null;
        var answer = await courier.SendAsync(_ => new(HttpMethod.Get, file.Address), keepBody: true, cancellation);
        return answer.IsSuccess ? answer.Body : null;
    }

    public ValueTask DisposeAsync()
    {
        courier.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool IsPrivate(ReleaseItem item)
    {
        try
        {
            return DistributionFile.Read(context.FullPath(item.Files[0].Path)).Metadata.IsPrivate;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return false; // a file that is gone or damaged is another finding
        }
    }

    private static bool IsPyPI(Repository repository) =>
        Uri.TryCreate(repository.Push, UriKind.Absolute, out var address) && address.Host is "upload.pypi.org" or "test.pypi.org";

    // Nexus and most others serve the index below the address they take uploads at.
    private Uri Index()
    {
        var address = repository.Index ?? new Uri(repository.Push).Host switch
        {
            "upload.pypi.org" => "https://pypi.org/simple/",
            "test.pypi.org" => "https://test.pypi.org/simple/",
            _ => repository.Pull.TrimEnd('/') + "/simple/",
        };
        return new(address.TrimEnd('/') + "/");
    }

    private (byte[] Body, string Boundary) Form(ReleaseItem item)
    {
        var path = context.FullPath(item.Files[0].Path);
        try
        {
            var content = File.ReadAllBytes(path);
            if ("sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)) != item.Digest) throw new PublishException(PublishFailure.Content, $"'{item.Files[0].Path}' changed after it was recorded");
            return UploadForm.Write(DistributionFile.Read(path), content);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new PublishException(PublishFailure.Content, e.Message, e);
        }
    }
}
