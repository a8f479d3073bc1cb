using static Legion.Build.TestServers.Faults.RegistryRequests;

namespace Legion.Build.TestServers.Faults;

/// <content>Faults of a pull.</content>
public static partial class RegistryFaults
{
    /// <summary>Connections lost and lies told while an image is pulled.</summary>
    public static IEnumerable<RegistryFault> Pull() =>
    [
        .. PullRequests.Select(r => Survivable($"reset before any answer at {r.Name}", r.When, Reset, times: 2)),
        .. PullRequests.Select(r => Survivable($"silence at {r.Name}", r.When, x => x.StallAsync())),
        .. PullRequests.Select(r => Survivable($"slow loris in the answer's body at {r.Name}", r.When, async x => await x.DribbleAsync(await x.ForwardAsync(), 20, headAtOnce: true))),
        .. PullRequests.Select(r => Survivable($"reset in the middle of the answer at {r.Name}", r.When, async x => await x.BreakAnswerAsync(await x.ForwardAsync(), after: 100, reset: true), times: 2)),
        .. PullRequests.Select(r => Survivable($"answer cut off at {r.Name}", r.When, async x => await x.BreakAnswerAsync(await x.ForwardAsync(), after: 100, reset: false), times: 2)),
        .. PullRequests.Select(r => Survivable($"wrong bytes once at {r.Name}", r.When, async x => await x.AnswerAsync(Corrupt(await x.ForwardAsync())))),
        .. PullRequests.Select(r => Fatal($"wrong bytes for ever at {r.Name}", r.When, async x => await x.AnswerAsync(Corrupt(await x.ForwardAsync())))),
        .. PullRequests.Select(r => Fatal($"a page for browsers with 200 at {r.Name}", r.When, x => x.AnswerAsync(ProxiedResponse.Html(200)))),
        .. PullRequests.Select(r => Fatal($"503 for ever at {r.Name}", r.When, x => x.AnswerAsync(Busy(503, retryAfter: null)))),
        .. PullRequests.Select(r => Fatal($"redirect loop at {r.Name}", r.When, x => x.AnswerAsync(Moved(307, x.Request.Target)))),
        .. PullRequests.Select(r => Fatal($"gone at {r.Name}", r.When, x => x.AnswerAsync(Error(404, "UNKNOWN")))),
        Survivable("too long a Content-Length at GET of a blob", IsBlobGet, async x => await x.AnswerAsync(await LongerAsync(x)), times: 2),
        Survivable("too short a Content-Length at GET of a blob", IsBlobGet, async x => await x.AnswerAsync(Shorter(await x.ForwardAsync()))),
        Survivable("no ranges after a cut", IsBlobGet, CutAndForgetRangesAsync, Fault.Always),
        Survivable("wrong digest at GET of a manifest once", IsManifestGet, async x => await x.AnswerAsync((await x.ForwardAsync()).With("Docker-Content-Digest", OtherDigest))),
    ];

    private static ProxiedResponse Corrupt(ProxiedResponse response)
    {
        var body = response.Body.ToArray();
        if (body.Length > 0)
            body[body.Length / 2] ^= 1;
        return response with { Body = body };
    }

    private static ProxiedResponse Shorter(ProxiedResponse response) => response with { Body = response.Body[..(response.Body.Length / 2)] };

    private static async Task<ProxiedResponse> LongerAsync(ProxyExchange exchange)
    {
        var response = await exchange.ForwardAsync();
        return response with { ContentLength = response.Body.Length + 1000 };
    }

    // A first answer breaks off; those to requests for the rest send everything again, as servers without ranges do.
    private static async Task CutAndForgetRangesAsync(ProxyExchange exchange)
    {
        var whole = await exchange.ForwardAsync(withoutRange: true);
        if (exchange.Request.Headers.ContainsKey("Range"))
            await exchange.AnswerAsync(whole);
        else
            await exchange.BreakAnswerAsync(whole, after: whole.Body.Length / 2, reset: false);
    }
}
