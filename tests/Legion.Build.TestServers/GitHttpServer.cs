using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Legion.Build.TestServers;

/// <summary>Bare git repositories over HTTP: git's own http-backend behind a small CGI host, with a login.</summary>
public sealed class GitHttpServer : IDisposable
{
    private readonly LoopbackListener listener;
    private readonly ConcurrentQueue<string> requests = new();
    private readonly string root;
    private readonly string? authorization;

    /// <summary>Serves the repositories of a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="username">Who may use it; null: everyone.</param>
    /// <param name="password">The user's password.</param>
    public GitHttpServer(string root, string? username = null, string password = "")
    {
        Programs.Require("git");
        this.root = root;
        authorization = username is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(username + ":" + password));
        listener = new(ServeAsync);
    }

    /// <summary>Its address, with a slash at the end.</summary>
    public string Url => listener.Url;

    /// <summary>Verb, path and query of every request.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private async Task ServeAsync(HttpListenerContext context)
    {
        requests.Enqueue(context.Request.HttpMethod + " " + context.Request.Url!.PathAndQuery);
        if (authorization is not null && context.Request.Headers["Authorization"] != authorization)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"git\"";
            context.Response.Close();
            return;
        }

        using var process = Process.Start(Backend(context.Request))!;
        var errors = process.StandardError.ReadToEndAsync();
        var sending = SendAsync(context.Request.InputStream, process);
        await AnswerAsync(process.StandardOutput.BaseStream, context.Response);
        await sending;
        await errors;
        await process.WaitForExitAsync();
    }

    private ProcessStartInfo Backend(HttpListenerRequest request)
    {
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GIT_PROJECT_ROOT"] = root,
            ["GIT_HTTP_EXPORT_ALL"] = "1",
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = "http.receivepack",
            ["GIT_CONFIG_VALUE_0"] = "true",
            ["REQUEST_METHOD"] = request.HttpMethod,
            ["QUERY_STRING"] = request.Url!.Query.TrimStart('?'),
            ["PATH_INFO"] = Uri.UnescapeDataString(request.Url.AbsolutePath),
            ["CONTENT_TYPE"] = request.ContentType,
            ["CONTENT_LENGTH"] = request.ContentLength64 >= 0 ? request.ContentLength64.ToString(CultureInfo.InvariantCulture) : null,
            ["HTTP_CONTENT_ENCODING"] = request.Headers["Content-Encoding"],
            ["GIT_PROTOCOL"] = request.Headers["Git-Protocol"],
            ["REMOTE_ADDR"] = "127.0.0.1",
            ["REMOTE_USER"] = "ci",
        })
        {
            if (value is not null) start.Environment[name] = value;
        }

        return start;
    }

    private static async Task SendAsync(Stream body, Process process)
    {
        try
        {
            await body.CopyToAsync(process.StandardInput.BaseStream);
        }
        catch (Exception e) when (e is IOException or HttpListenerException or ObjectDisposedException)
        {
            // It had enough, or there is no more.
        }
        finally
        {
            process.StandardInput.Close();
        }
    }

    // A CGI answer: headers, an empty line, the body (RFC 3875, 6).
    private static async Task AnswerAsync(Stream output, HttpListenerResponse response)
    {
        var head = new List<string>();
        var line = new StringBuilder();
        var one = new byte[1];
        while (await output.ReadAsync(one) == 1)
        {
            if (one[0] != '\n')
            {
                line.Append((char)one[0]);
                continue;
            }

            var text = line.ToString().TrimEnd('\r');
            line.Clear();
            if (text.Length == 0) break;
            head.Add(text);
        }

        foreach (var parts in head.Select(static h => h.Split(':', 2)))
        {
            if (parts[0].Equals("Status", StringComparison.OrdinalIgnoreCase)) response.StatusCode = int.Parse(parts[1].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
            else if (parts[0].Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) response.ContentType = parts[1].Trim();
            else if (!parts[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase)) response.Headers[parts[0]] = parts[1].Trim();
        }

        await output.CopyToAsync(response.OutputStream);
        response.Close();
    }
}
