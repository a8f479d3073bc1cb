using System.Net;
using System.Net.Sockets;

namespace Legion.Build.TestServers;

/// <summary>Ports nobody listens on.</summary>
public static class FreePort
{
    // Below the ports systems give to outgoing connections (32768 and up on Linux, 49152 and up elsewhere), one of which could take it in between.
    private const int First = 15_000;
    private const int Beyond = 32_000;
    private static int last = Random.Shared.Next(Beyond - First);

    /// <summary>One loopback port, free a moment ago; another one for each who asks. Another process may take it all the same: who starts a server there tries again.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref last) % (Beyond - First));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
