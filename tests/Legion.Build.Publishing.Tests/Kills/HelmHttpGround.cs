using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>An nginx that takes PUT; two charts.</summary>
internal sealed class HelmHttpGround : KillGround
{
    private readonly NginxServer server;
    private readonly FaultProxy proxy;

    private HelmHttpGround(NginxServer server)
        : base("""
              charts: { type: helm-http, url: https://nexus.example.org/repository/helm/ }
            publish:
              charts: { release: charts }
            charts:
              legion: { path: helms/legion, installAfter: [legion-crds] }
              legion-crds: { path: helms/legion-crds }
            """)
    {
        this.server = server;
        proxy = FaultProxy.Start(server.Port);
    }

    public static async Task<HelmHttpGround> OpenAsync() => new(await NginxServer.StartAsync());

    public override Task<string> StateAsync(SubjectJob place) => Task.FromResult(string.Join('\n', Directory.GetFiles(Path.Combine(server.Content, Name(place))).Order(StringComparer.Ordinal)
        .Select(static f => Path.GetFileName(f) + " " + Hash(File.ReadAllBytes(f)))));

    public override IReadOnlyList<string> Confirmed(SubjectJob place) => [.. proxy.Taken.Select(static r => r.Target).Where(t => t.StartsWith($"/{Name(place)}/", StringComparison.Ordinal))];

    public override Task QuietAsync() => proxy.QuietAsync();

    public override async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await server.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override SubjectJob Prepare(string name, SubjectJob job)
    {
        job.Variables["LEGION_CHARTS_URL"] = $"http://{proxy.Host}/{name}/";
        return job;
    }

    private static string Name(SubjectJob place) => place.Variables["LEGION_CHARTS_URL"].Split('/')[^2];
}
