using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Legion.Build.TestServers;

/// <summary>A server that takes charts by PUT and Python files by the upload API as twine speaks it, with a simple index in JSON or HTML that pip reads, a login, and troubles.</summary>
/// <remarks>Files of equal bytes are taken again and of other bytes refused, as PyPI does.</remarks>
public sealed class PackageServer : IDisposable
{
    private readonly LoopbackListener listener;
    private readonly ConcurrentDictionary<string, byte[]> charts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<Func<HttpListenerContext, Action, bool>> troubles = new();

    private readonly ConcurrentQueue<(string File, int Status)> uploads = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> forms = new(StringComparer.Ordinal);

    /// <summary>Starts one on a free port.</summary>
    public PackageServer() => listener = new(context =>
    {
        Serve(context);
        return Task.CompletedTask;
    });

    /// <summary>Its address, with a slash at the end.</summary>
    public string Url => listener.Url;

    /// <summary>Whether the index is JSON (PEP 691) for those who take it, or HTML (PEP 503) for all.</summary>
    public bool AnswersJson { get; init; } = true;

    /// <summary>Its user.</summary>
    public string Username { get; init; } = "ci";

    /// <summary>The password of its user; null: everyone may do everything.</summary>
    public string? Password { get; init; } = "s3cret-canary";

    /// <summary>Charts by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Charts => charts;

    /// <summary>Python files by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => files;

    /// <summary>The fields of the form a Python file came with, <c>NAME=VALUE</c> in order, by the file's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Forms => forms;

    /// <summary>Every upload that was understood, and how it was answered.</summary>
    public IReadOnlyList<(string File, int Status)> Uploads => [.. uploads];

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => listener.Port;

    /// <summary>Verb and path of every request.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>The next uploads meet these, one each. Given the request and what would do it; true when it was answered.</summary>
    public void Trouble(Func<HttpListenerContext, Action, bool> trouble) => troubles.Enqueue(trouble);

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    /// <summary><c>sha256:…</c> of bytes.</summary>
    public static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private void Serve(HttpListenerContext context)
    {
        var request = context.Request;
        requests.Enqueue(request.HttpMethod + " " + request.Url!.AbsolutePath);
        using var body = new MemoryStream();
        request.InputStream.CopyTo(body);
        // A client that was killed in the middle has uploaded nothing.
        if (body.Length < request.ContentLength64)
        {
            context.Response.Abort();
            return;
        }

        var isUpload = request.HttpMethod is "PUT" or "POST";
        if (isUpload && troubles.TryDequeue(out var trouble) && trouble(context, () => Take(request, body.ToArray()))) return;
        if (Password is not null && request.Headers["Authorization"] != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Username + ":" + Password)))
        {
            context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"packages\"";
            Answer(context, 401, "text/plain", "who are you?");
        }

        else if (isUpload) Answer(context, Take(request, body.ToArray()), "text/plain", "");
        else Read(context, request.Url.AbsolutePath);
    }

    private void Read(HttpListenerContext context, string path)
    {
        if (charts.TryGetValue(path, out var chart)) Answer(context, 200, "application/gzip", chart);
        else if (path.StartsWith("/files/", StringComparison.Ordinal) && files.TryGetValue(path["/files/".Length..], out var file)) Answer(context, 200, "application/octet-stream", file);
        else if (path.StartsWith("/simple/", StringComparison.Ordinal) && Of(path["/simple/".Length..].Trim('/')) is { Count: > 0 } project)
        {
            var isJson = AnswersJson && context.Request.Headers["Accept"]?.Contains("v1+json", StringComparison.Ordinal) == true;
            Answer(context, 200, isJson ? "application/vnd.pypi.simple.v1+json" : "text/html", isJson ? Json(project) : Html(project));
        }

        else Answer(context, 404, "text/plain", "not here");
    }

    // PEP 503, normalized names; a file's name begins with its project's.
    private List<KeyValuePair<string, byte[]>> Of(string project) =>
        [.. files.Where(f => f.Key.Split('-')[0].Replace('_', '-').Replace('.', '-').Equals(project, StringComparison.OrdinalIgnoreCase)).OrderBy(static f => f.Key, StringComparer.Ordinal)];

    private static string Json(List<KeyValuePair<string, byte[]>> files) =>
        "{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"legion\",\"files\":[" + string.Join(',', files.Select(static f => $"{{\"filename\":\"{f.Key}\",\"url\":\"../../files/{f.Key}\",\"hashes\":{{\"sha256\":\"{Digest(f.Value)[7..]}\"}}}}")) + "]}";

    private static string Html(List<KeyValuePair<string, byte[]>> files) =>
        "<!DOCTYPE html><html><body>" + string.Concat(files.Select(static f => $"<a href=\"../../files/{f.Key}#sha256={Digest(f.Value)[7..]}\">{f.Key}</a><br>")) + "</body></html>";

    private int Take(HttpListenerRequest request, byte[] body)
    {
        if (request.HttpMethod == "PUT")
        {
            charts[request.Url!.AbsolutePath] = body;
            return Note(request.Url.AbsolutePath, 201);
        }

        if (request.Url!.AbsolutePath.EndsWith("/api/charts", StringComparison.Ordinal)) return TakeChart(request.Url, body);
        var (fields, name, content) = Form(request.ContentType!, body);
        forms[name] = [.. fields.SelectMany(static f => f.Value.Select(v => f.Key + "=" + v)).Order(StringComparer.Ordinal)];
        if (fields[":action"] is not ["file_upload"] || fields["protocol_version"] is not ["1"] || !fields.ContainsKey("metadata_version") || fields["sha256_digest"][0] != Digest(content)[7..]) return 400;
        return Note(name, files.TryAdd(name, content) || files[name].AsSpan().SequenceEqual(content) ? 200 : 400);
    }

    // As ChartMuseum does it: the chart says its own name, and a version that is there is replaced only by force.
    private int TakeChart(Uri address, byte[] body)
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name.Count(static c => c == '/') != 1 || !entry.Name.EndsWith("/Chart.yaml", StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(entry.DataStream!);
            var lines = reader.ReadToEnd().Split('\n');
            string Value(string key) => lines.First(l => l.StartsWith(key + ": ", StringComparison.Ordinal))[(key.Length + 2)..].Trim();
            var path = address.AbsolutePath.Replace("/api/charts", "/charts/", StringComparison.Ordinal) + Value("name") + "-" + Value("version") + ".tgz";
            if (address.Query == "?force") charts[path] = body;
            else if (!charts.TryAdd(path, body)) return Note(path, 409);
            return Note(path, 201);
        }

        return 400;
    }

    private int Note(string file, int status)
    {
        uploads.Enqueue((file, status));
        return status;
    }

    private static (Dictionary<string, List<string>> Fields, string FileName, byte[] Content) Form(string contentType, byte[] body)
    {
        var boundary = "--" + contentType.Split("boundary=")[1].Trim('"');
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var (fileName, content) = ("", Array.Empty<byte>());
        foreach (var part in Encoding.Latin1.GetString(body).Split(boundary).Skip(1).SkipLast(1))
        {
            var split = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var (head, value) = (part[..split], part[(split + 4)..^2]);
            var name = head.Split("name=\"")[1].Split('"')[0];
            if (name != "content") (fields.TryGetValue(name, out var values) ? values : fields[name] = []).Add(value);
            else (fileName, content) = (head.Split("filename=\"")[1].Split('"')[0], Encoding.Latin1.GetBytes(value));
        }

        return (fields, fileName, content);
    }

    private static void Answer(HttpListenerContext context, int status, string type, string text) => Answer(context, status, type, Encoding.UTF8.GetBytes(text));

    private static void Answer(HttpListenerContext context, int status, string type, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength64 = body.Length;
        context.Response.OutputStream.Write(body);
        context.Response.Close();
    }
}
