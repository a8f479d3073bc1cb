using System.Collections.Concurrent;

using Legion.Build.Artifacts.Images.State;
using Legion.Build.Manifest.Model;
using Legion.Build.Oci;
using Legion.Build.Oci.Credentials;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;
using Legion.Build.Oci.Transfer;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Bases from registries: each pulled once, kept beside the intermediate files, shared by all images and later builds.</summary>
internal sealed class RegistryBases : IBaseImages, IDisposable
{
    private readonly BuildContext build;
    private readonly ImageState state;
    private readonly bool refresh;
    private readonly string folder;
    private readonly ConcurrentDictionary<string, RegistryClient> clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Descriptor>>> resolved = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<BaseImage>>> pulled = new(StringComparer.Ordinal);
    private readonly Lazy<OciLayout> layout;

    /// <summary>Opens the way to registries; none is asked before a Dockerfile names one.</summary>
    /// <param name="build">The build.</param>
    /// <param name="state">Remembers what tags mean.</param>
    /// <param name="refresh">True to ask again.</param>
    /// <param name="folder">Absolute path of the layout for what is pulled.</param>
    public RegistryBases(BuildContext build, ImageState state, bool refresh, string folder)
    {
        this.build = build;
        this.state = state;
        this.refresh = refresh;
        this.folder = folder;
        layout = new(() => OciLayout.OpenOrCreate(this.folder));
    }

    /// <inheritdoc/>
    public Task<Descriptor> ResolveAsync(string name, Platform platform, CancellationToken cancellation) =>
        resolved.GetOrAdd(Key(name, platform), key => new(() => AskAsync(key, name, platform, cancellation))).Value;

    /// <inheritdoc/>
    public Task<BaseImage> GetAsync(string name, Platform platform, CancellationToken cancellation) =>
        pulled.GetOrAdd(Key(name, platform), _ => new(() => PullAsync(name, platform, cancellation))).Value;

    /// <inheritdoc/>
    /// <remarks>An authority, plain HTTP and logins that the manifest or the environment give us are unknown to daemons and builders, which may run elsewhere.</remarks>
    public bool MustBeGiven(string name) => Reference.TryParse(name, out var reference, out _) && Known(reference.Registry) is { } known
        && (known.CertificateAuthority is not null || known.Insecure || VariableLogin.Read(known.Name, ProcessEnvironment.Instance.Variable) is not null);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in clients.Values) client.Dispose();
    }

    private static string Key(string name, Platform platform) => name + " " + platform;

    private async Task<Descriptor> AskAsync(string key, string name, Platform platform, CancellationToken cancellation)
    {
        if (!refresh && state.Base(key) is { } known) return known;
        var reference = Reference.Parse(name);
        var manifest = await ImagePull.ReadImageAsync(Repository(reference), reference.ManifestKey, platform, cancellation);
        build.Log.Message(BuildMessageLevel.Detail, null, $"{name} for {platform} is {manifest.Digest}");
        state.SetBase(key, manifest.Descriptor);
        return manifest.Descriptor;
    }

    private async Task<BaseImage> PullAsync(string name, Platform platform, CancellationToken cancellation)
    {
        var descriptor = await ResolveAsync(name, platform, cancellation);
        if (!layout.Value.Contains(descriptor) || !layout.Value.Reach(descriptor).All(layout.Value.Contains))
        {
            build.Log.Message(BuildMessageLevel.Progress, null, $"pulling {name} ({platform})");
            using var writer = layout.Value.OpenWriter(cancellation);
            await ImagePull.RunAsync(Repository(Reference.Parse(name)), descriptor.Digest.ToString(), platform, writer, Progress, cancellation);
            writer.SetEntry(descriptor.Digest.Hex, descriptor, cancellation); // under its digest, so that nothing collects it
        }

        return BaseImages.Read(layout.Value, descriptor.Digest.Hex, name, descriptor, platform);
    }

    private void Progress(TransferProgress step)
    {
        if (step.Done) build.Log.Message(BuildMessageLevel.Progress, null, FormattableString.Invariant($"{step.Content.Digest}: {step.How}, {step.Bytes} bytes"));
    }

    private RegistryRepository Repository(Reference reference) => clients.GetOrAdd(reference.Registry, Client).ToRead(reference);

    // What the manifest says of a host as a destination holds for it as a source as well.
    private RegistryClient Client(string host)
    {
        var known = Known(host);
        return new(new()
        {
            Credentials = known is null
                ? new DockerConfigCredentials(ProcessEnvironment.Instance)
                : new CredentialChain(new EnvironmentCredentials(known.Name, [host], ProcessEnvironment.Instance), new DockerConfigCredentials(ProcessEnvironment.Instance)),
            PlainHttp = known?.Insecure ?? false,
            CertificateAuthorityFile = known?.CertificateAuthority is { } ca ? Path.GetFullPath(ca, build.Root) : null,
            Trace = line => build.Log.Message(BuildMessageLevel.Detail, null, line),
        });
    }

    private Repository? Known(string host) =>
        build.Manifest.Repositories.FirstOrDefault(repository => repository.Type == RepositoryType.Oci && (IsAt(repository.Pull, host) || IsAt(repository.Push, host)));

    private static bool IsAt(string? location, string host) => location is not null && location.Split("://")[^1].Split('/')[0] == host;
}
