using static Legion.Build.TestServers.Faults.RegistryRequests;

namespace Legion.Build.TestServers.Faults;

/// <content>Faults of a push.</content>
public static partial class RegistryFaults
{
    private const string OtherDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Connections, answers and sessions lost, and lies told, while an image is pushed.</summary>
    public static IEnumerable<RegistryFault> Push() =>
    [
        .. PushRequests.Select(r => Survivable($"reset before any answer at {r.Name}", r.When, Reset, times: 2)),
        .. PushRequests.Select(r => Survivable($"silence at {r.Name}", r.When, x => x.StallAsync())),
        .. PushRequests.Select(r => Survivable($"slow loris in the answer's head at {r.Name}", r.When, async x => await x.DribbleAsync(await x.ForwardAsync(), 20, headAtOnce: false))),
        .. PushRequests.Select(r => Survivable($"garbage instead of HTTP at {r.Name}", r.When, x => x.SendRawAsync("\0\0\0what is this\r\n\r\n"))),
        .. PushRequests.Where(r => r.Name != "HEAD of a blob").Select(r => Survivable($"answer lost at {r.Name}", r.When, LoseAnswer, times: 2)),
        .. PushRequests.Select(r => Fatal($"503 for ever at {r.Name}", r.When, x => x.AnswerAsync(Busy(503, retryAfter: null)), exceptHead: r.Name)),
        .. PushRequests.Where(r => r.Name != "HEAD of a blob").Select(r => Fatal($"a page for browsers with 200 at {r.Name}", r.When, x => x.SwallowAsync(ProxiedResponse.Html(200)))),
        Survivable("a page for browsers with 200 at HEAD of a blob", IsBlobHead, x => x.AnswerAsync(ProxiedResponse.Html(200)), Fault.Always),
        Survivable("a page for browsers with 502 at PUT of a blob", IsBlobPut, x => x.SwallowAsync(ProxiedResponse.Html(502))),
        .. BrokenUploads(),
        .. Refusals(),
        .. Lies(),
        .. Redirects(),
    ];

    private static IEnumerable<RegistryFault> BrokenUploads() =>
    [
        Survivable("reset in the middle of a blob", IsBigBlobPut, x => x.BreakRequestAsync(after: 70_000), times: 2),
        Survivable("reset after the last byte of a blob", IsBigBlobPut, x => x.BreakRequestAsync(after: x.Request.ContentLength)),
        Survivable("answer cut off at PUT of a blob", IsBlobPut, async x => await x.SendRawAsync("HTTP/1.1 201 Cre" + (await x.ForwardAsync()).Status)),
        Survivable("lost session", IsBlobPut, x => x.SwallowAsync(Error(404, "BLOB_UPLOAD_UNKNOWN")), times: 2),
        Survivable("session out of step", IsBlobPut, x => x.SwallowAsync(Error(416, "BLOB_UPLOAD_INVALID"))),
        Survivable("bytes that fell over on the way", IsBlobPut, x => x.SwallowAsync(Error(400, "DIGEST_INVALID"))),
        Survivable("no word before the body is sent", IsBigBlobPut, async x => await x.AnswerAsync(await x.ForwardAsync(sayContinue: false))),
        Survivable("413 for a blob in one piece", IsBigBlobPut, x => x.AnswerAsync(ProxiedResponse.Make(413)), Fault.Always),
        Survivable("413 for more than 600 kB", r => r.ContentLength > 600_000, x => x.AnswerAsync(ProxiedResponse.Make(413)), Fault.Always),
        Survivable("417 for asking before sending", r => r.ExpectsContinue, x => x.AnswerAsync(ProxiedResponse.Make(417)), Fault.Always),
        Survivable("content not seen yet at PUT of a manifest", IsManifestPut, x => x.SwallowAsync(Error(404, "MANIFEST_BLOB_UNKNOWN")), times: 2),
    ];

    private static IEnumerable<RegistryFault> Refusals() =>
    [
        Fatal("denied at POST of an upload", IsUploadPost, x => x.AnswerAsync(Error(403, "DENIED"))),
        Fatal("401 for ever at PUT of a blob", IsBlobPut, x => x.AnswerAsync(Error(401, "UNAUTHORIZED").With("WWW-Authenticate", "Basic realm=\"x\""))),
        Fatal("manifest refused", IsManifestPut, x => x.SwallowAsync(Error(400, "MANIFEST_INVALID"))),
        Fatal("tag refused", IsTagPut, x => x.SwallowAsync(Error(400, "TAG_INVALID"))),
        Fatal("no such name", IsUploadPost, x => x.AnswerAsync(Error(404, "NAME_UNKNOWN"))),
        Fatal("come back in a day", IsUploadPost, x => x.AnswerAsync(Busy(429, "86400"))),
    ];

    private static IEnumerable<RegistryFault> Lies() =>
    [
        Survivable("wrong digest in the answer to PUT of a blob", IsBlobPut, async x => await x.AnswerAsync((await x.ForwardAsync()).With("Docker-Content-Digest", OtherDigest))),
        Survivable("wrong digest in the answer to PUT of a tag", IsTagPut, async x => await x.AnswerAsync((await x.ForwardAsync()).With("Docker-Content-Digest", OtherDigest))),
        Survivable("200 instead of 201 at PUT of a blob", IsBlobPut, async x => await x.AnswerAsync(await x.ForwardAsync() with { Status = 200 })),
        Survivable("no digest in the answer to PUT of a tag", IsTagPut, async x => await x.AnswerAsync((await x.ForwardAsync() with { Status = 200 }).With("Docker-Content-Digest", value: null))),
        Survivable("wrong Content-Length at HEAD of a blob", IsBlobHead, x => x.AnswerAsync(ProxiedResponse.Make(200) with { ContentLength = 7 }), Fault.Always),
        Survivable("wrong digest at HEAD of a blob", IsBlobHead, x => x.AnswerAsync(ProxiedResponse.Make(200, "", ("Docker-Content-Digest", OtherDigest))), Fault.Always),
        Survivable("405 at HEAD of a blob", IsBlobHead, x => x.AnswerAsync(ProxiedResponse.Make(405)), Fault.Always),
        Fatal("a success that stored nothing at PUT of a tag", IsTagPut, x => x.SwallowAsync(ProxiedResponse.Make(200))),
        Fatal("a success that stored nothing at PUT of a blob", IsBlobPut, x => x.SwallowAsync(ProxiedResponse.Make(200))),
    ];

    private static IEnumerable<RegistryFault> Redirects() =>
    [
        Survivable("307 once at PUT of a blob", r => IsBlobPut(r) && !r.Target.Contains("&again", StringComparison.Ordinal), x => x.AnswerAsync(Moved(307, x.Request.Target + "&again=1")), Fault.Always),
        Survivable("relative Location at POST of an upload", IsUploadPost, async x => await x.AnswerAsync(Relative(await x.ForwardAsync())), Fault.Always),
        Fatal("redirect loop at POST of an upload", IsUploadPost, x => x.AnswerAsync(Moved(307, x.Request.Target))),
        Fatal("redirect loop at HEAD of a blob", IsBlobHead, x => x.AnswerAsync(Moved(302, x.Request.Target))),
        Fatal("redirect to another scheme", IsUploadPost, x => x.AnswerAsync(Moved(307, "ftp://127.0.0.1/x"))),
        Fatal("redirect to an address with a user", IsUploadPost, x => x.AnswerAsync(Moved(307, "http://you:me@127.0.0.1/x"))),
        Fatal("302 at PUT of a manifest", IsManifestPut, x => x.SwallowAsync(Moved(302, x.Request.Target))),
        Fatal("no Location at POST of an upload", IsUploadPost, async x => await x.AnswerAsync((await x.ForwardAsync()).With("Location", value: null))),
    ];

    private static ProxiedResponse Relative(ProxiedResponse response) =>
        response["Location"] is { } location ? response.With("Location", new Uri(location).PathAndQuery) : response;

    private static ProxiedResponse Moved(int status, string to) => ProxiedResponse.Make(status, "", ("Location", to));

    private static ProxiedResponse Error(int status, string code) =>
        ProxiedResponse.Make(status, $$"""{"errors":[{"code":"{{code}}","message":"as injected"}]}""", ("Content-Type", "application/json"));

    private static Task Reset(ProxyExchange exchange)
    {
        exchange.Reset();
        return Task.CompletedTask;
    }

    private static async Task LoseAnswer(ProxyExchange exchange)
    {
        await exchange.ForwardAsync();
        exchange.Reset();
    }

    private static RegistryFault Survivable(string name, Func<ProxiedRequest, bool> when, Func<ProxyExchange, Task> act, int times = 1) =>
        new(new Fault(name, when, act, times), IsSurvivable: true);

    // A HEAD that never works is no reason not to upload.
    private static RegistryFault Fatal(string name, Func<ProxiedRequest, bool> when, Func<ProxyExchange, Task> act, string? exceptHead = null) =>
        new(new Fault(name, when, act, Fault.Always), IsSurvivable: exceptHead == "HEAD of a blob");
}
