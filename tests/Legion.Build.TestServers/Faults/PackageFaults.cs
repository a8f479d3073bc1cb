using System.Globalization;

namespace Legion.Build.TestServers.Faults;

/// <summary>Every fault the publishers of Helm repositories over HTTP and of Python indexes are tried with, at every request they make.</summary>
public static class PackageFaults
{
    private static readonly (string Name, Func<ProxiedRequest, bool> When)[] HelmReads =
    [
        ("GET of the index", static r => r.Method == "GET" && r.Target.EndsWith("/index.yaml", StringComparison.Ordinal)),
        ("GET of a chart", static r => r.Method == "GET" && r.Target.EndsWith(".tgz", StringComparison.Ordinal)),
    ];

    private static readonly (string Name, Func<ProxiedRequest, bool> When)[] PythonReads =
    [
        ("GET of a project's page", static r => r.Method == "GET" && r.Target.Contains("/simple/", StringComparison.Ordinal)),
        ("GET of a file", static r => r.Method == "GET" && r.Target.Contains("/files/", StringComparison.Ordinal)),
    ];

    private static readonly (string Name, Func<ProxiedRequest, bool> When) HelmUpload = ("PUT of a chart", static r => r.Method == "PUT");
    private static readonly (string Name, Func<ProxiedRequest, bool> When) PythonUpload = ("POST of a file", static r => r.Method == "POST");

    /// <summary>Faults of a Helm repository over HTTP.</summary>
    public static IEnumerable<PackageFault> Helm() => [.. Everywhere([.. HelmReads, HelmUpload]), .. Reads(HelmReads), .. Uploads(HelmUpload), .. HelmLies()];

    /// <summary>Faults of a Python index and its upload API.</summary>
    public static IEnumerable<PackageFault> Python() => [.. Everywhere([.. PythonReads, PythonUpload]), .. Reads(PythonReads), .. Uploads(PythonUpload), .. PythonLies()];

    private static IEnumerable<PackageFault> Everywhere((string Name, Func<ProxiedRequest, bool> When)[] requests) =>
    [
        .. from request in requests
           from status in (string[])["408", "429", "429 with Retry-After", "500", "502", "503", "503 with Retry-After", "503 with Retry-After as a date", "504"]
           select Arrives($"{status} twice at {request.Name}", request.When, x => x.AnswerAsync(Busy(status)), times: 2),
        .. requests.Select(r => Arrives($"reset before any answer at {r.Name}", r.When, Reset, times: 2)),
        .. requests.Select(r => Arrives($"silence at {r.Name}", r.When, x => x.StallAsync())),
        .. requests.Select(r => Arrives($"slow loris in the answer's head at {r.Name}", r.When, async x => await x.DribbleAsync(await x.ForwardAsync(), 20, headAtOnce: false))),
        .. requests.Select(r => Arrives($"garbage instead of HTTP at {r.Name}", r.When, x => x.SendRawAsync("\0\0\0what is this\r\n\r\n"))),
        .. requests.Select(r => Arrives($"answer lost at {r.Name}", r.When, LoseAnswer, times: 2)),
        .. requests.Select(r => Arrives($"a proxy's page with 502 at {r.Name}", r.When, x => x.AnswerAsync(ProxiedResponse.Html(502)), times: 2)),
        .. requests.Select(r => Ends($"503 for ever at {r.Name}", r, x => x.AnswerAsync(Busy("503")))),
        .. requests.Select(r => Ends($"401 for ever at {r.Name}", r, x => x.AnswerAsync(ProxiedResponse.Make(401, "", ("WWW-Authenticate", "Basic realm=\"x\""))))),
        .. requests.Select(r => Ends($"403 for ever at {r.Name}", r, x => x.AnswerAsync(ProxiedResponse.Make(403, "not you")))),
        .. requests.Select(r => Ends($"come back in a day at {r.Name}", r, x => x.AnswerAsync(ProxiedResponse.Make(429, "", ("Retry-After", "86400"))))),
        .. requests.Select(r => Ends($"redirect loop at {r.Name}", r, x => x.AnswerAsync(Moved(307, x.Request.Target)))),
        .. requests.Select(r => Ends($"redirect to another scheme at {r.Name}", r, x => x.AnswerAsync(Moved(307, "ftp://127.0.0.1/x")))),
        .. requests.Select(r => Ends($"redirect to an address with a user at {r.Name}", r, x => x.AnswerAsync(Moved(307, "http://you:me@127.0.0.1/x")))),
        .. requests.Select(r => Ends($"redirect to nowhere at {r.Name}", r, x => x.AnswerAsync(ProxiedResponse.Make(307)))),
        .. requests.Select(r => Arrives($"307 once at {r.Name}", q => r.When(q) && !q.Target.Contains("?again", StringComparison.Ordinal), x => x.AnswerAsync(Moved(307, x.Request.Target + "?again")), Fault.Always)),
    ];

    // What has a body on its way back: before the upload there is nothing to lie about.
    private static IEnumerable<PackageFault> Reads((string Name, Func<ProxiedRequest, bool> When)[] reads) =>
    [
        .. reads.Select(r => Arrives($"reset in the middle of the answer at {r.Name}", r.When, x => OfSomeAsync(x, a => x.BreakAnswerAsync(a, after: a.Body.Length / 2, reset: true)), times: 4)),
        .. reads.Select(r => Arrives($"answer cut off at {r.Name}", r.When, x => OfSomeAsync(x, a => x.BreakAnswerAsync(a, after: a.Body.Length / 2, reset: false)), times: 4)),
        .. reads.Select(r => Arrives($"slow loris in the answer's body at {r.Name}", r.When, x => OfSomeAsync(x, a => x.DribbleAsync(a, 20, headAtOnce: true)), times: 3)),
        .. reads.Select(r => Arrives($"too long a Content-Length at {r.Name}", r.When, x => OfSomeAsync(x, a => x.AnswerAsync(a with { ContentLength = a.Body.Length + 1000 })), times: 4)),
    ];

    private static IEnumerable<PackageFault> Uploads((string Name, Func<ProxiedRequest, bool> When) upload) =>
    [
        Arrives($"reset in the middle of {upload.Name}", upload.When, x => x.BreakRequestAsync(x.Request.ContentLength / 2), times: 2),
        Arrives($"reset after the last byte of {upload.Name}", upload.When, x => x.BreakRequestAsync(x.Request.ContentLength)),
        Arrives($"answer cut off at {upload.Name}", upload.When, async x => await x.SendRawAsync("HTTP/1.1 201 Cre" + (await x.ForwardAsync()).Status)),
        Ends($"a page for browsers with 200 at {upload.Name}", upload, x => x.SwallowAsync(ProxiedResponse.Html(200))),
        Ends($"413 at {upload.Name}", upload, x => x.AnswerAsync(ProxiedResponse.Make(413))),
        Ends($"404 at {upload.Name}", upload, x => x.AnswerAsync(ProxiedResponse.Make(404))),
        Ends($"405 at {upload.Name}", upload, x => x.AnswerAsync(ProxiedResponse.Make(405))),
        Ends($"302 at {upload.Name}", upload, x => x.SwallowAsync(Moved(302, "/elsewhere"))),
        new(new($"a success that stored nothing at {upload.Name}", upload.When, x => x.SwallowAsync(ProxiedResponse.Make(201)), Fault.Always), FaultEnd.NothingVisible),
    ];

    private static IEnumerable<PackageFault> HelmLies() =>
    [
        Arrives("a page for browsers with 200 at GET of the index", HelmReads[0].When, x => x.AnswerAsync(ProxiedResponse.Html(200)), Fault.Always),
        Ends("a page for browsers with 200 at GET of a chart", HelmReads[1], x => x.AnswerAsync(ProxiedResponse.Html(200))),
        Arrives("wrong bytes once at GET of a chart", HelmReads[1].When, x => OfSomeAsync(x, a => x.AnswerAsync(Corrupt(a))), times: 4),
        new(new("wrong bytes for ever at GET of a chart", HelmReads[1].When, x => OfSomeAsync(x, a => x.AnswerAsync(Corrupt(a))), Fault.Always), FaultEnd.Unproven),
        new(new("half the bytes for ever at GET of a chart", HelmReads[1].When, x => OfSomeAsync(x, a => x.AnswerAsync(a with { Body = a.Body[..(a.Body.Length / 2)] })), Fault.Always), FaultEnd.Unproven),
    ];

    private static IEnumerable<PackageFault> PythonLies() =>
    [
        Ends("a page for browsers with 200 at GET of a project's page", PythonReads[0], x => x.AnswerAsync(ProxiedResponse.Html(200))),
        Ends("no JSON at GET of a project's page", PythonReads[0], x => x.AnswerAsync(ProxiedResponse.Make(200, "{\"files\":[{]}", ("Content-Type", "application/vnd.pypi.simple.v1+json")))),
        Ends("other JSON at GET of a project's page", PythonReads[0], x => x.AnswerAsync(ProxiedResponse.Make(200, "[]", ("Content-Type", "application/json")))),
        Ends("a page for browsers with 200 at GET of a file", PythonReads[1], x => x.AnswerAsync(ProxiedResponse.Html(200))),
        Arrives("wrong bytes once at GET of a file", PythonReads[1].When, x => OfSomeAsync(x, a => x.AnswerAsync(Corrupt(a)))),
        new(new("wrong bytes for ever at GET of a file", PythonReads[1].When, x => OfSomeAsync(x, a => x.AnswerAsync(Corrupt(a))), Fault.Always), FaultEnd.Unproven),
        new(new("half the bytes for ever at GET of a file", PythonReads[1].When, x => OfSomeAsync(x, a => x.AnswerAsync(a with { Body = a.Body[..(a.Body.Length / 2)] })), Fault.Always), FaultEnd.Unproven),
    ];

    private static PackageFault Arrives(string name, Func<ProxiedRequest, bool> when, Func<ProxyExchange, Task> act, int times = 1) => new(new(name, when, act, times), FaultEnd.Arrives);

    // Files of a Python index are read after they were sent alone: nothing that is asked before meets the fault.
    private static PackageFault Ends(string name, (string Name, Func<ProxiedRequest, bool> When) request, Func<ProxyExchange, Task> act) =>
        new(new(name, request.When, act, Fault.Always), request.Name == "GET of a file" ? FaultEnd.Unproven : FaultEnd.NothingVisible);

    private static async Task OfSomeAsync(ProxyExchange exchange, Func<ProxiedResponse, Task> lie)
    {
        var answer = await exchange.ForwardAsync();
        await (answer.Status == 200 ? lie(answer) : exchange.AnswerAsync(answer));
    }

    private static ProxiedResponse Corrupt(ProxiedResponse response)
    {
        var body = response.Body.ToArray();
        body[body.Length / 2] ^= 1;
        return response with { Body = body };
    }

    private static ProxiedResponse Moved(int status, string to) => ProxiedResponse.Make(status, "", ("Location", to));

    private static ProxiedResponse Busy(string kind)
    {
        var response = ProxiedResponse.Make(int.Parse(kind[..3], CultureInfo.InvariantCulture), "come back later", ("Content-Type", "text/plain"));
        return kind.EndsWith("date", StringComparison.Ordinal) ? response.With("Retry-After", DateTimeOffset.UtcNow.AddSeconds(2).ToString("R", CultureInfo.InvariantCulture))
            : kind.EndsWith("After", StringComparison.Ordinal) ? response.With("Retry-After", "1")
            : response;
    }

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
}
