using System.Net;
using System.Net.Http.Headers;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories.Charts;
using Legion.Build.Publishing.Repositories.Http;

namespace Legion.Build.Publishing.Repositories.HelmHttp;

/// <summary>Charts at a server that keeps the index itself: PUT of the file (Nexus, WebDAV) or POST to its API (ChartMuseum).</summary>
internal sealed class HelmHttpPublisher(Repository repository, PublishContext context) : IRepositoryPublisher, IArtifactReader
{
    private readonly HttpCourier courier = new(repository, context);

    public PublisherCapabilities Capabilities { get; } = new() { CanReplace = true, IsEventuallyConsistent = true };

    private bool IsPost => repository.Method == UploadMethod.Post;

    public IReadOnlyList<ReleaseItem> Describe(BuiltArtifact artifact, IReadOnlyList<string> floatingTags) =>
        [ChartPackage.Item(artifact, repository.Name, name => Place(repository.Push, name), name => Place(repository.Pull, name))];

    public async Task CheckAsync(IReadOnlyList<ReleaseItem> items, CancellationToken cancellation)
    {
        // Any answer but a refusal says that the server is there: a listing of the folder is nothing a Helm repository must have.
        var answer = await courier.SendAsync(_ => new(HttpMethod.Get, new Uri(Base(repository.Push), "index.yaml")), keepBody: false, cancellation);
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) throw HttpCourier.Failure(answer, "GET");
    }

    public Task<string?> LookAsync(ReleaseItem item, CancellationToken cancellation) => courier.DigestAsync(new(Place(repository.Push, item.Key)), cancellation);

    /// <summary>What the server's index lists; where it serves none, whether the package is there.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(ArtifactKind kind, string name, VersionDialects version, CancellationToken cancellation)
    {
        var answer = await courier.SendAsync(_ => new(HttpMethod.Get, new Uri(Base(repository.Pull), "index.yaml")), keepBody: true, cancellation);
        if (answer.IsSuccess && !answer.IsPage) return ChartIndexFile.List(answer.Body, name, version.SemVer);
        var file = name + "-" + version.SemVer + ".tgz";
        return await courier.DigestAsync(new(Place(repository.Pull, file)), cancellation) is null ? [] : [file];
    }

    public Task TransferAsync(ReleaseItem item, IProgress<long> sent, CancellationToken cancellation) => Task.CompletedTask;

    public async Task CommitAsync(IReadOnlyList<ReleaseItem> items, bool mayReplace, IProgress<long> sent, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            var package = ChartPackage.Read(item.Files[0], context);
            var there = await LookAsync(item, cancellation);
            if (there == item.Digest) continue;
            if (there is not null && !mayReplace) throw new PublishException(PublishFailure.Conflict, there);
            var answer = await courier.SendAsync(moved => Upload(item, package, there is not null, sent, moved), keepBody: true, cancellation);
            if (answer.IsSuccess && !answer.IsPage) continue;
            // The answer of an earlier attempt may have been lost, or somebody else was first: what stands there decides.
            if (answer.Status is HttpStatusCode.Conflict or HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed && await LookAsync(item, cancellation) is { } now)
            {
                if (now == item.Digest) continue;
                throw new PublishException(PublishFailure.Conflict, now);
            }

            throw HttpCourier.Failure(answer, IsPost ? "POST" : "PUT");
        }
    }

    public Task<string?> ReadBackAsync(ReleaseItem item, CancellationToken cancellation) => courier.DigestAsync(new(Place(repository.Pull, item.Key)), cancellation);

    public async Task<byte[]?> ReadAsync(ReleaseItem item, CancellationToken cancellation)
    {
        var answer = await courier.SendAsync(_ => new(HttpMethod.Get, new Uri(Place(repository.Pull, item.Key))), keepBody: true, cancellation);
        return answer.IsSuccess && !answer.IsPage ? answer.Body : null;
    }

    public ValueTask DisposeAsync()
    {
        courier.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Uri Base(string address) => new(address.TrimEnd('/') + "/");

    private string Place(string address, string name) => new Uri(Base(address), (IsPost ? "charts/" : "") + Uri.EscapeDataString(name)).AbsoluteUri;

    private HttpRequestMessage Upload(ReleaseItem item, ChartPackage package, bool replaces, IProgress<long> sent, Action moved)
    {
        // ChartMuseum refuses a version that is there unless it is told (and allowed) to overwrite it.
        var address = IsPost ? new Uri(Base(repository.Push), "api/charts" + (replaces ? "?force" : "")) : new Uri(Place(repository.Push, item.Key));
        var content = new ProgressContent(package.Bytes, sent, moved);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/gzip");
        return new(IsPost ? HttpMethod.Post : HttpMethod.Put, address) { Content = content };
    }
}
