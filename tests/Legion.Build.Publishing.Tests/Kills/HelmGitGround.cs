using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>git's http-backend; two charts that become visible in one push.</summary>
internal sealed class HelmGitGround : KillGround
{
    private readonly GitHttpServer server;
    private readonly FaultProxy proxy;

    public HelmGitGround()
        : base("""
              charts: { type: helm-git, url: https://git.example.org/charts }
            publish:
              charts: { release: charts }
            charts:
              legion: { path: helms/legion, installAfter: [legion-crds] }
              legion-crds: { path: helms/legion-crds }
            """)
    {
        server = new(Remotes);
        proxy = FaultProxy.Start(new Uri(server.Url).Port);
    }

    private string Remotes => Path.Combine(Folder, "remotes");

    public override Task<string> StateAsync(SubjectJob place) => Task.FromResult(GitState.Of(Path.Combine(Remotes, Name(place))));

    public override IReadOnlyList<string> Confirmed(SubjectJob place) =>
        [.. proxy.Taken.Select(static r => r.Method + " " + r.Target).Where(t => t == $"POST /{Name(place)}/git-receive-pack")];

    public override Task QuietAsync() => proxy.QuietAsync();

    public override async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        server.Dispose();
        await base.DisposeAsync();
    }

    protected override SubjectJob Prepare(string name, SubjectJob job)
    {
        Tool.Run("git", "init", "--quiet", "--bare", "--initial-branch=main", Path.Combine(Remotes, name + ".git"));
        job.Variables["LEGION_CHARTS_URL"] = $"http://{proxy.Host}/{name}.git";
        job.Variables["LEGION_CHARTS_INSECURE"] = "true";
        return job;
    }

    private static string Name(SubjectJob place) => place.Variables["LEGION_CHARTS_URL"].Split('/')[^1];
}
