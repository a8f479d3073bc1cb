using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Artifacts.Charts.Versions;
using Legion.Build.Oci;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;

namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>A registry that holds charts: <c>oci://REGISTRY/PATH</c>, the chart's name being the last part of the repository.</summary>
internal sealed class OciChartRepository : IChartRepository
{
    private readonly RegistryClient client;
    private readonly string url;

    /// <summary>Talks to a registry.</summary>
    /// <param name="client">The client.</param>
    /// <param name="url">The path, <c>oci://</c> included.</param>
    public OciChartRepository(RegistryClient client, string url) => (this.client, this.url) = (client, url.TrimEnd('/'));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(string name, CancellationToken cancellationToken)
    {
        var tags = await TalkAsync(name, r => r.ListTagsAsync(cancellationToken));
        return [.. tags.Select(OciChart.VersionOf).Where(static v => ChartVersion.TryParseStrict(v, out _))]; // other tags are no charts' versions
    }

    /// <inheritdoc/>
    public Task<byte[]> FetchAsync(string name, string version, CancellationToken cancellationToken) => TalkAsync(name, async repository =>
    {
        var raw = await repository.ReadManifestAsync(OciChart.TagOf(version), cancellationToken);
        var layer = ImageManifest.Parse(raw.Bytes).Layers.FirstOrDefault(static l => l.MediaType is MediaTypes.HelmChart or "application/tar+gzip")
            ?? throw new FetchException(ChartRules.DependencyFetch, name, url, "the manifest has no chart in it");
        return await repository.ReadBlobAsync(layer, cancellationToken);
    });

    private async Task<T> TalkAsync<T>(string name, Func<RegistryRepository, Task<T>> talk)
    {
        try
        {
            return await talk(client.ToRead(Reference.Parse(url["oci://".Length..] + "/" + name)));
        }
        catch (Exception e) when (e is OciException or HttpRequestException or IOException)
        {
            throw new FetchException(ChartRules.DependencyFetch, name, url, e.Message.TrimEnd('.'));
        }
    }
}
