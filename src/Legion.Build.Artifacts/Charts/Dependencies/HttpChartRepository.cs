using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

using Legion.Build.Artifacts.Charts.Index;
using Legion.Build.Oci.Credentials;

namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>A classic Helm repository: an index.yaml over http(s).</summary>
internal sealed class HttpChartRepository : IChartRepository
{
    private const long MaximumPackage = 100 * 1024 * 1024;
    private readonly HttpClient http;
    private readonly ICredentialSource credentials;
    private readonly string url;
    private Task<byte[]>? index;

    /// <summary>Talks to a repository.</summary>
    /// <param name="http">The client.</param>
    /// <param name="credentials">Asked for the repository's own host only.</param>
    /// <param name="url">The repository.</param>
    public HttpChartRepository(HttpClient http, ICredentialSource credentials, string url) => (this.http, this.credentials, this.url) = (http, credentials, url.TrimEnd('/') + "/");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(string name, CancellationToken cancellationToken) => [.. (await VersionsAsync(name, cancellationToken)).Select(static v => v.Version)];

    /// <inheritdoc/>
    public async Task<byte[]> FetchAsync(string name, string version, CancellationToken cancellationToken)
    {
        var listed = (await VersionsAsync(name, cancellationToken)).FirstOrDefault(v => v.Version == version && v.Urls.Count > 0)
            ?? throw new FetchException(ChartRules.DependencyUnresolved, name, url, version, "; the index has no such version");
        var content = await GetAsync(name, new Uri(new Uri(url), listed.Urls[0]), cancellationToken);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        if (listed.Digest.Length > 0 && listed.Digest != digest) throw new FetchException(ChartRules.DependencyDigest, name, url, digest, "the index", listed.Digest);
        return content;
    }

    private async Task<IReadOnlyList<ListedVersion>> VersionsAsync(string name, CancellationToken cancellationToken)
    {
        var content = await (index ??= GetAsync(name, new Uri(new Uri(url), "index.yaml"), cancellationToken));
        return new ChartIndexEditor(content, url + "index.yaml", static _ => { }).Versions(name);
    }

    private async Task<byte[]> GetAsync(string name, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);

            // Credentials go to the repository's host, never to one its index names (helm's --pass-credentials is off).
            if (address.Authority == new Uri(url).Authority && await credentials.FindAsync(address.Authority, cancellationToken) is { } known)
            {
                request.Headers.Authorization = known.Username.Length > 0
                    ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(known.Username + ":" + known.Password)))
                    : new AuthenticationHeaderValue("Bearer", known.RegistryToken);
            }

            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new FetchException(ChartRules.DependencyFetch, name, address, $"the server says {(int)response.StatusCode} {response.ReasonPhrase}");
            if (response.Content.Headers.ContentLength > MaximumPackage) throw new FetchException(ChartRules.DependencyFetch, name, address, "it is larger than 100 MiB");
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new FetchException(ChartRules.DependencyFetch, name, address, e.Message.TrimEnd('.'));
        }
    }
}
