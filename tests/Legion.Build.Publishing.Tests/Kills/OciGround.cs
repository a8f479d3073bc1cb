using System.Text;
using Legion.Build.TestServers;
using Legion.Build.TestServers.Faults;

namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>docker-registry; images, a chart, and tags that move.</summary>
internal sealed class OciGround : KillGround
{
    private static readonly string[] Names = ["edge", "edi", "legion"];

    private readonly RegistryServer server;
    private readonly FaultProxy proxy;
    private readonly HttpClient client = new();

    private OciGround(RegistryServer server)
        : base("""
              hub: { type: oci, url: registry.example.org/legion }
            publish:
              images: { release: hub }
              charts: { release: hub }
            charts:
              legion: { path: helms/legion, images: [edge, edi] }
            images:
              edge: { dockerfile: edge }
              edi: { dockerfile: edi }
            """)
    {
        this.server = server;
        proxy = FaultProxy.Start(server.Port);
    }

    public static async Task<OciGround> OpenAsync() => new(await RegistryServer.StartAsync());

    public override async Task<string> StateAsync(SubjectJob place)
    {
        var state = new StringBuilder();
        foreach (var name in Names)
        {
            var repository = $"http://{server.Host}/v2/{Name(place)}/{name}/";
            state.Append(name).AppendLine((await client.GetStringAsync(repository + "tags/list")).Replace(Name(place), "", StringComparison.Ordinal));
            foreach (var tag in name == "legion" ? (string[])["1.0.0"] : ["1.0.0", "latest"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, repository + "manifests/" + tag);
                request.Headers.TryAddWithoutValidation("Accept", ["application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json"]);
                using var response = await client.SendAsync(request);
                state.Append(tag).Append(' ').AppendLine(Hash(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()));
            }
        }

        return state.ToString();
    }

    public override async Task<string?> TooEarlyAsync(SubjectJob place)
    {
        // The chart first: what is seen after it was there before.
        if (!await IsThereAsync(place, "legion")) return null;
        return await IsThereAsync(place, "edge") && await IsThereAsync(place, "edi") ? null : "the chart is there without its images";
    }

    // An upload by what it is, not by its session: a blob that is sent in a second one is sent again.
    public override IReadOnlyList<string> Confirmed(SubjectJob place) =>
        [.. proxy.Taken.Select(static r => r.Target).Where(t => t.StartsWith($"/v2/{Name(place)}/", StringComparison.Ordinal))
            .Select(static t => t.IndexOf("/uploads/", StringComparison.Ordinal) is var at and > 0 ? t[..at] + t[t.IndexOf("digest=", at, StringComparison.Ordinal)..] : t)];

    public override Task QuietAsync() => proxy.QuietAsync();

    public override async ValueTask DisposeAsync()
    {
        client.Dispose();
        await proxy.DisposeAsync();
        await server.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override SubjectJob Prepare(string name, SubjectJob job)
    {
        job.Variables["LEGION_HUB_URL"] = proxy.Host + "/" + name;
        return job;
    }

    private async Task<bool> IsThereAsync(SubjectJob place, string name)
    {
        using var response = await client.GetAsync(new Uri($"http://{server.Host}/v2/{Name(place)}/{name}/tags/list"));
        return response.IsSuccessStatusCode && (await response.Content.ReadAsStringAsync()).Contains("1.0.0", StringComparison.Ordinal);
    }

    private static string Name(SubjectJob place) => place.Variables["LEGION_HUB_URL"].Split('/')[1];
}
