using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>The upload API and a simple index, a server a place; a wheel and an sdist.</summary>
internal sealed class PypiGround() : KillGround("""
      python: { type: pypi, url: https://upload.example.org/legacy/ }
    publish:
      python: { release: python }
    python:
      legion: { path: sdk }
    """)
{
    private readonly Dictionary<string, (PackageServer Server, FaultProxy Proxy)> servers = new(StringComparer.Ordinal);

    public override Task<string> StateAsync(SubjectJob place) =>
        Task.FromResult(string.Join('\n', Of(place).Server.Files.OrderBy(static f => f.Key, StringComparer.Ordinal).Select(static f => f.Key + " " + Hash(f.Value))));

    public override IReadOnlyList<string> Confirmed(SubjectJob place) => [.. Of(place).Server.Uploads.Where(static u => u.Status == 200).Select(static u => u.File)];

    public override async Task QuietAsync()
    {
        foreach (var (_, proxy) in servers.Values) await proxy.QuietAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var (server, proxy) in servers.Values)
        {
            await proxy.DisposeAsync();
            server.Dispose();
        }

        await base.DisposeAsync();
    }

    protected override SubjectJob Prepare(string name, SubjectJob job)
    {
        var server = new PackageServer { Password = null };
        var proxy = FaultProxy.Start(server.Port);
        servers[proxy.Host] = (server, proxy);
        job.Variables["LEGION_PYTHON_URL"] = $"http://{proxy.Host}/legacy/";
        job.Variables["LEGION_PYTHON_INDEX"] = $"http://{proxy.Host}/simple/";
        return job;
    }

    private (PackageServer Server, FaultProxy Proxy) Of(SubjectJob place) => servers[place.Variables["LEGION_PYTHON_URL"].Split('/')[2]];
}
