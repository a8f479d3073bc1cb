using System.Collections.Concurrent;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Oci;
using Legion.Build.Oci.Credentials;
using Legion.Build.Oci.Models;
using Legion.Build.Oci.Registry;
using Legion.Build.Oci.Transfer;
using Legion.Build.Publishing.Plans;

namespace Legion.Build.Publishing.Repositories.Oci;

/// <summary>Images and charts in a registry of OCI's distribution specification: content by digest first, the tag last.</summary>
internal sealed class OciPublisher : IRepositoryPublisher, IArtifactReader
{
    private readonly Repository repository;
    private readonly PublishContext context;
    private readonly RegistryClient client;
    private readonly ConcurrentDictionary<string, string?> checkedDigests = new(StringComparer.Ordinal);

    /// <summary>Opens no connection yet.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="context">The release.</param>
    public OciPublisher(Repository repository, PublishContext context)
    {
        this.repository = repository;
        this.context = context;
        // Half a login is said before anything is asked.
        _ = context.Environment.Login(repository.Name);
        try
        {
            client = new RegistryClient(Options(repository, context));
        }
        catch (OciException e)
        {
            throw new PublishException(PublishFailure.Content, e.Message, e);
        }
    }

    public PublisherCapabilities Capabilities { get; } = new() { StagesContent = true, HasFloatingTags = true, CanReplace = true, IsEventuallyConsistent = true };

    public IReadOnlyList<ReleaseItem> Describe(BuiltArtifact artifact, IReadOnlyList<string> floatingTags)
    {
        var content = OciContent.Of(artifact.Kind, artifact.Name, artifact.Version, artifact.Files, context);
        return [Item(artifact, content, content.Tag, ItemRole.Artifact), .. floatingTags.Select(tag => Item(artifact, content, tag, ItemRole.FloatingTag))];
    }

    /// <summary>Asks for every tag, with the right to push: where all is there already, these are the only requests of a publish.</summary>
    public Task CheckAsync(IReadOnlyList<ReleaseItem> items, CancellationToken cancellation) => RegistryErrors.Run(async () =>
    {
        await Task.WhenAll(items.Select(async item => checkedDigests[item.Id] = (await Target(item).ResolveAsync(item.Key, cancellation))?.Digest.ToString()));
        var missing = items.FirstOrDefault(i => checkedDigests[i.Id] != i.Digest);
        if (missing is not null && Target(missing).LacksCredentials)
            throw new PublishException(PublishFailure.Denied, $"{Target(missing).Name.Registry} asks for a login to publish, and there is none for it");
        return true;
    });

    public Task<string?> LookAsync(ReleaseItem item, CancellationToken cancellation) => checkedDigests.TryRemove(item.Id, out var known)
        ? Task.FromResult(known)
        : RegistryErrors.Run(async () => (await Target(item).ResolveAsync(item.Key, cancellation))?.Digest.ToString());

    /// <summary>All tags beside a floating one. A registry that lists none to us is asked which version the floating tag's image says it is.</summary>
    public Task<IReadOnlyList<string>> TagsAsync(ReleaseItem item, CancellationToken cancellation) => RegistryErrors.Run<IReadOnlyList<string>>(async () =>
    {
        try
        {
            return await Target(item).ListTagsAsync(cancellation);
        }
        catch (RegistryException e) when (e.Failure is RegistryFailure.Denied or RegistryFailure.Rejected or RegistryFailure.NotFound)
        {
            return await VersionAsync(Target(item), item.Key, cancellation) is { } version ? [version] : [];
        }
    });

    public Task LeadAsync(ReleaseItem item, string version, CancellationToken cancellation) => RegistryErrors.Run(async () =>
    {
        // Somebody may have taken the version away again: then there is nothing to lead to.
        if (await Target(item).TryReadManifestAsync(version.Replace('+', '_'), cancellation) is { } manifest) await Target(item).WriteManifestAsync(manifest, item.Key, cancellation);
        return true;
    });

    public Task<IReadOnlyList<string>> ListAsync(ArtifactKind kind, string name, VersionDialects version, CancellationToken cancellation) => RegistryErrors.Run<IReadOnlyList<string>>(async () =>
        await client.ToRead(RegistryAddress.Of(repository, repository.Pull, name)).ResolveAsync(version.OciTag, cancellation) is null ? [] : [version.OciTag]);

    public Task TransferAsync(ReleaseItem item, IProgress<long> sent, CancellationToken cancellation) => RegistryErrors.Run(async () =>
    {
        var content = OciContent.Of(item, context);
        return await ImagePush.RunAsync(content.Source, content.Root, Target(item), step => sent.Report(step.Bytes), cancellation);
    });

    public Task CommitAsync(IReadOnlyList<ReleaseItem> items, bool mayReplace, IProgress<long> sent, CancellationToken cancellation) => RegistryErrors.Run(async () =>
    {
        foreach (var item in items)
        {
            var target = Target(item);
            var there = await target.ResolveAsync(item.Key, cancellation);
            if (there?.Digest.ToString() == item.Digest) continue;
            if (there is not null && !mayReplace) throw new PublishException(PublishFailure.Conflict, there.Digest.ToString());
            var content = OciContent.Of(item, context);
            await target.WriteManifestAsync(await content.Source.ReadManifestAsync(content.Root, cancellation), item.Key, cancellation);
            // Registries cannot write a tag only where there is none. Somebody who did so in the same moment is met here, before anything refers to it.
            if (!mayReplace && await target.ResolveAsync(item.Key, cancellation) is { } now && now.Digest.ToString() != item.Digest)
                throw new PublishException(PublishFailure.Conflict, now.Digest.ToString());
        }

        return true;
    });

    /// <summary>Reads the manifests back from where users pull and hashes them, and sees that every blob is there.</summary>
    public Task<string?> ReadBackAsync(ReleaseItem item, CancellationToken cancellation) => RegistryErrors.Run(async () =>
    {
        var place = Source(item);
        if (await place.TryReadManifestAsync(item.Key, cancellation) is not { } root) return null;
        return await IsWholeAsync(place, root, cancellation) ? root.Digest.ToString() : null;
    });

    /// <summary>Reads a chart's package out of its manifest.</summary>
    public Task<byte[]?> ReadAsync(ReleaseItem item, CancellationToken cancellation) => RegistryErrors.Run(async () =>
    {
        var place = Source(item);
        var manifest = await place.TryReadManifestAsync(item.Digest, cancellation);
        var package = manifest?.ToImage().Layers.FirstOrDefault(static l => l.MediaType == MediaTypes.HelmChart);
        return package is null ? null : await place.ReadBlobAsync(package, cancellation);
    });

    /// <summary>Opens an image by its digest. A registry that has its blobs mounts them from where they were pushed to.</summary>
    public Task<PublishedImage?> OpenImageAsync(ReleaseItem item, CancellationToken cancellation) => RegistryErrors.Run(async () =>
    {
        var place = Source(item);
        return await place.TryReadManifestAsync(item.Digest, cancellation) is { } root
            ? await PublishedImage.OpenAsync(new RepositorySource(place, Target(item).Name), root, cancellation)
            : null;
    });

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> IsWholeAsync(RegistryRepository place, RawManifest manifest, CancellationToken cancellation)
    {
        foreach (var child in manifest.Children())
        {
            if (MediaTypes.IsIndex(child.MediaType) || MediaTypes.IsManifest(child.MediaType))
            {
                if (await place.TryReadManifestAsync(child.Digest.ToString(), cancellation) is not { } next || !await IsWholeAsync(place, next, cancellation)) return false;
            }
            else if (child.Urls is not { Count: > 0 } && !await place.HasBlobAsync(child, cancellation))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<string?> VersionAsync(RegistryRepository place, string tag, CancellationToken cancellation)
    {
        var manifest = await place.TryReadManifestAsync(tag, cancellation);
        // Any image of an index tells of the version.
        while (manifest is { IsIndex: true } index)
        {
            if (index.ToIndex().Annotations.TryGetValue(Annotations.Version, out var said)) return said;
            manifest = index.Children() is [var first, ..] ? await place.TryReadManifestAsync(first.Digest.ToString(), cancellation) : null;
        }

        if (manifest?.ToImage() is not { } image) return null;
        if (image.Annotations.TryGetValue(Annotations.Version, out var version)) return version;
        return ImageConfig.Parse(await place.ReadBlobAsync(image.Config, cancellation)).Config.Labels.GetValueOrDefault(Annotations.Version);
    }

    private static RegistryClientOptions Options(Repository repository, PublishContext context)
    {
        var environment = new ReleaseVariables(context.Environment);
        var hosts = new[] { repository.Push, repository.Pull }.Select(address => RegistryAddress.Of(repository, address, "x").Registry).Distinct(StringComparer.Ordinal);
        return new()
        {
            Credentials = new CredentialChain(new EnvironmentCredentials(repository.Name, hosts, environment), new DockerConfigCredentials(environment)),
            PlainHttp = repository.Insecure,
            CertificateAuthorityFile = repository.CertificateAuthority is { } file ? Path.GetFullPath(file, context.Root) : null,
            IdleTimeout = context.Environment.IdleTimeout,
            Time = context.Environment.Time,
            Trace = line => context.Log.Message(Artifacts.BuildMessageLevel.Detail, null, line),
        };
    }

    private ReleaseItem Item(BuiltArtifact artifact, OciContent content, string tag, ItemRole role)
    {
        var push = RegistryAddress.Of(repository, repository.Push, artifact.Name).WithTag(tag);
        var pull = RegistryAddress.Of(repository, repository.Pull, artifact.Name).WithTag(tag);
        return new()
        {
            Role = role,
            Kind = artifact.Kind,
            Name = artifact.Name,
            Version = role == ItemRole.Artifact ? artifact.Version : tag,
            Repository = repository.Name,
            Address = push.ToString(),
            Reference = artifact.Kind == ArtifactKind.Chart ? "oci://" + pull : pull.ToString(),
            Key = tag,
            Digest = content.Root.Digest.ToString(),
            Size = content.All.Sum(static b => b.Size),
            Files = artifact.Files,
        };
    }

    private RegistryRepository Source(ReleaseItem item) => client.ToRead(RegistryAddress.Of(repository, repository.Pull, item.Name));

    private RegistryRepository Target(ReleaseItem item) => client.ToWrite(RegistryAddress.Of(repository, repository.Push, item.Name));
}
