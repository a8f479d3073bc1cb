using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Charts;

/// <summary>An http server of files in memory, on a free port of loopback.</summary>
internal sealed class FakeChartRepository : IDisposable
{
    private readonly LoopbackListener listener;
    private int requests;

    public FakeChartRepository() => listener = new(AnswerAsync);

    public string Url => listener.Url + "charts/";

    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public int Requests => Volatile.Read(ref requests);

    /// <summary><c>USER:PASSWORD</c> that every request must bring; null: none.</summary>
    public string? Login { get; init; }

    public void Dispose() => listener.Dispose();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Interlocked.Increment(ref requests);
        var path = context.Request.Url!.AbsolutePath;
        var content = path.StartsWith("/charts/", StringComparison.Ordinal) ? Files.GetValueOrDefault(path["/charts/".Length..]) : null;
        var allowed = Login is null || context.Request.Headers["Authorization"] == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Login));
        context.Response.StatusCode = !allowed ? 401 : content is not null ? 200 : 404;
        if (content is not null && allowed) await context.Response.OutputStream.WriteAsync(content);
        context.Response.Close();
    }
}
