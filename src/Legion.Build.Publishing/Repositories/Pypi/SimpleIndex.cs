using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Publishing.Repositories.Http;

namespace Legion.Build.Publishing.Repositories.Pypi;

/// <summary>Reads a project's page of a simple index, as JSON (PEP 691) or HTML (PEP 503).</summary>
internal static partial class SimpleIndex
{
    private const string Accept = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

    private static readonly string[] Distributions = [".whl", ".tar.gz", ".zip", ".tar.bz2", ".egg"];
    private static readonly string[] Words = ["pypi:repository-version", "links for", "simple index", "api-version"];

    /// <summary>The files of a project; none when the index has no such project.</summary>
    /// <param name="courier">Carries the request.</param>
    /// <param name="index">The index.</param>
    /// <param name="project">The project's name.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<IReadOnlyList<SimpleFile>> ReadAsync(HttpCourier courier, Uri index, string project, CancellationToken cancellation)
    {
        var address = new Uri(index, PackageName.Normalize(project) + "/");
        var answer = await courier.SendAsync(
            _ =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.TryAddWithoutValidation("Accept", Accept);
                // A cached page would hide what was uploaded a moment ago.
                request.Headers.CacheControl = new() { NoCache = true };
                return request;
            },
            keepBody: true,
            cancellation);
        if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone) return [];
        if (!answer.IsSuccess) throw HttpCourier.Failure(answer, "GET");
        try
        {
            return answer.MediaType.EndsWith("json", StringComparison.Ordinal) ? Json(answer) : Html(answer);
        }
        catch (Exception e) when (e is JsonException or UriFormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new PublishException(PublishFailure.Protocol, $"{answer.Address} is no page of a simple index: {e.Message}", e);
        }
    }

    [GeneratedRegex("<a\\s[^>]*?href\\s*=\\s*(\"(?<href>[^\"]*)\"|'(?<href>[^']*)')[^>]*>(?<text>[^<]*)</a>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Anchor { get; }

    private static List<SimpleFile> Json(HttpAnswer answer)
    {
        using var document = JsonDocument.Parse(answer.Body);
        var files = new List<SimpleFile>();
        foreach (var file in document.RootElement.GetProperty("files").EnumerateArray())
        {
            var digest = file.TryGetProperty("hashes", out var hashes) && hashes.TryGetProperty("sha256", out var sha256) ? sha256.GetString() : null;
            files.Add(new(file.GetProperty("filename").GetString()!, new(answer.Address, file.GetProperty("url").GetString()!), digest is null ? null : "sha256:" + digest.ToLowerInvariant()));
        }

        return files;
    }

    private static List<SimpleFile> Html(HttpAnswer answer)
    {
        var page = Encoding.UTF8.GetString(answer.Body);
        var files = new List<SimpleFile>();
        foreach (Match match in Anchor.Matches(page))
        {
            var target = new Uri(answer.Address, WebUtility.HtmlDecode(match.Groups["href"].Value));
            var name = Uri.UnescapeDataString(target.AbsolutePath[(target.AbsolutePath.LastIndexOf('/') + 1)..]);
            var digest = target.Fragment.StartsWith("#sha256=", StringComparison.Ordinal) ? "sha256:" + target.Fragment["#sha256=".Length..].ToLowerInvariant() : null;
            files.Add(new(name, new UriBuilder(target) { Fragment = "" }.Uri, digest));
        }

        // A login page of a proxy is HTML too. A project's page links to distributions, or has the index's marker (PEP 629), or says what it is.
        if (!files.Exists(static f => Distributions.Any(e => f.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase))) && !Words.Any(w => page.Contains(w, StringComparison.OrdinalIgnoreCase)))
            throw new PublishException(PublishFailure.Protocol, $"{answer.Address} is a web page and no page of a simple index");
        return files;
    }
}
