using System.Net;

namespace Legion.Build.TestServers;

/// <summary>An HTTP listener on a free loopback port.</summary>
internal static class LoopbackListener
{
    /// <summary>Starts one; on another port when somebody took the first in between.</summary>
    /// <returns>The listener and its address, with a slash at the end.</returns>
    public static (HttpListener Listener, string Url) Start()
    {
        for (var attempt = 1; ; attempt++)
        {
            var url = $"http://127.0.0.1:{FreePort.Find()}/";
            var listener = new HttpListener();
            listener.Prefixes.Add(url);
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                listener.Close();
            }
        }
    }
}
