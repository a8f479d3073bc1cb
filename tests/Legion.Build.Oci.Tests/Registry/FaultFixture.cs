using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;
using Legion.Build.Oci.Transfer;
using Legion.Build.TestServers;

namespace Legion.Build.Oci.Tests.Registry;

/// <summary>One registry and one image for all faults; each fault has a repository of its own.</summary>
public sealed class FaultFixture : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private RegistryServer? server;
    private int repositories;

    public RegistryServer Server => server ?? throw new InvalidOperationException();

    internal OciLayout Layout { get; private set; } = null!;

    internal Descriptor Image { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!Programs.Exist("docker-registry"))
            return;
        server = await RegistryServer.StartAsync();
        Layout = OciLayout.OpenOrCreate(folder["images"]);
        Image = TestImage.Write(Layout, "app", "hello", randomBytes: 3 << 20);
        using var client = new RegistryClient(new RegistryClientOptions());
        var source = client.ToWrite(Reference.Parse(server.Host + "/pull"));
        await ImagePush.RunAsync(new LayoutSource(Layout), Image, source, progress: null, CancellationToken.None);
        await source.WriteManifestAsync(Layout.ReadManifest(Image), "1.0", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        folder.Dispose();
    }

    internal string NewRepository() => $"push/{Interlocked.Increment(ref repositories)}";

    // Other blobs for each fault: the registry would mount or find them otherwise.
    internal Descriptor NewImage(string name) => TestImage.Write(Layout, name, name, randomBytes: 1_300_000);

    internal string NewFolder() => folder[Guid.NewGuid().ToString("N")[..8]];
}
