using System.Net;

namespace Legion.Build.TestServers;

/// <summary>An HTTP server on a free loopback port: answers requests side by side until it is disposed, which alone ends it.</summary>
public sealed class LoopbackListener : IDisposable
{
    private readonly Func<HttpListenerContext, Task> answer;
    private readonly HttpListener listener;
    private volatile bool ended;

    /// <summary>Starts one; on another port when somebody took the first in between.</summary>
    /// <param name="answer">What answers a request. Where it throws, the request is answered with the error, or the line is cut.</param>
    public LoopbackListener(Func<HttpListenerContext, Task> answer)
    {
        this.answer = answer;
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort.Find();
            listener = new HttpListener { Prefixes = { Url } };
            try
            {
                listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                listener.Close();
            }
        }

        _ = Task.Run(AcceptAsync);
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Its address, with a slash at the end.</summary>
    public string Url => $"http://127.0.0.1:{Port}/";

    /// <inheritdoc/>
    public void Dispose()
    {
        ended = true;
        // Close alone: after Stop it would open the port once more to take its prefix away, and somebody else may have it by then.
        listener.Close();
    }

    private async Task AcceptAsync()
    {
        while (!ended)
        {
            try
            {
                var context = await listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Closed: while it waited, or between two calls, which is reported as a mistake of its user. Else a request that came to nothing.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            await answer(context);
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The other side went away.
            Abort(context);
        }
        catch (Exception e)
        {
            // The test's fault: its client is told, for it would wait for ever.
            Fail(context, e);
        }
    }

    private static void Fail(HttpListenerContext context, Exception error)
    {
        try
        {
            context.Response.StatusCode = 500;
            context.Response.Close(System.Text.Encoding.UTF8.GetBytes(error.ToString()), willBlock: true);
        }
        catch (Exception e) when (e is HttpListenerException or IOException or InvalidOperationException)
        {
            Abort(context);
        }
    }

    private static void Abort(HttpListenerContext context)
    {
        try
        {
            context.Response.Abort();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or InvalidOperationException)
        {
            // Gone already.
        }
    }
}
