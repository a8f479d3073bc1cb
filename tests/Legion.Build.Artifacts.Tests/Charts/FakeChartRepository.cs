using System.Net;
using System.Text;

namespace Legion.Build.Artifacts.Tests.Charts;

/// <summary>An http server of files in memory, on a free port of loopback.</summary>
internal sealed class FakeChartRepository : IDisposable
{
    private readonly HttpListener listener = new();

    public FakeChartRepository()
    {
        for (var port = Random.Shared.Next(20_000, 60_000); ; port++)
        {
            try
            {
                listener.Prefixes.Clear();
                listener.Prefixes.Add(Url = $"http://127.0.0.1:{port}/charts/");
                listener.Start();
                break;
            }
            catch (HttpListenerException)
            {
                listener.Close();
                listener = new();
            }
        }

        _ = ServeAsync();
    }

    public string Url { get; }

    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public int Requests { get; private set; }

    /// <summary><c>USER:PASSWORD</c> that every request must bring; null: none.</summary>
    public string? Login { get; init; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Requests++;
            var found = Files.TryGetValue(context.Request.Url!.AbsolutePath["/charts/".Length..], out var content);
            var allowed = Login is null || context.Request.Headers["Authorization"] == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Login));
            context.Response.StatusCode = !allowed ? 401 : found ? 200 : 404;
            if (found && allowed) await context.Response.OutputStream.WriteAsync(content);
            context.Response.Close();
        }
    }
}
