using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>podman and buildah: two programs over one library, with one command line.</summary>
/// <param name="how"><c>podman</c> or <c>buildah</c>.</param>
/// <param name="program">Absolute path of the program.</param>
internal sealed class ContainersEngine(string how, string program) : IEngine
{
    /// <inheritdoc/>
    public string How { get; } = how;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EngineOutput>> BuildAsync(IReadOnlyList<EngineJob> jobs, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var outputs = new List<EngineOutput>();
        foreach (var job in jobs)
        {
            var context = workshop.StageContext(job, cancellation);
            for (var platform = 0; platform < job.Prepared.Platforms.Count; platform++) outputs.Add(await BuildAsync(job, platform, context, workshop, cancellation));
        }

        return outputs;
    }

    private async Task<EngineOutput> BuildAsync(EngineJob job, int platform, string context, EngineWorkshop workshop, CancellationToken cancellation)
    {
        if (job.Prepared.Image.Network is { } network and not "host" && workshop.Variable("BUILDAH_ISOLATION") == "chroot")
        {
            throw new EngineException(How, 1, $"chroot isolation, which BUILDAH_ISOLATION demands, has no networks but the host's; the image wants '{network}'");
        }

        var bases = await BringBasesAsync(job, platform, workshop, cancellation);
        var idFile = Path.Join(workshop.Folder, job.Name, FormattableString.Invariant($"id.{platform}"));
        var folder = Path.Join(workshop.Folder, job.Name, FormattableString.Invariant($"out.{platform}"));
        string? id = null;
        try
        {
            await workshop.Process.RunAsync(program, Arguments(job, platform, context, idFile, workshop), job.Name, cancellation);
            id = (await File.ReadAllTextAsync(idFile, cancellation)).Trim();
            await workshop.Process.RunAsync(program, ["push", "--quiet", "--format", "oci", id, $"oci:{folder}:{job.Name}"], job.Name, cancellation);
        }
        finally
        {
            // What this build brought to the engine's store goes with it; layers it may use again stay in its cache.
            if (id is not null) await workshop.Process.TryRunAsync(program, ["rmi", id], job.Name, CancellationToken.None);
            foreach (var image in bases) await workshop.Process.TryRunAsync(program, ["rmi", image], job.Name, CancellationToken.None);
        }

        return new(job, platform, folder, job.Name);
    }

    private async Task<List<string>> BringBasesAsync(EngineJob job, int platform, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var brought = new List<string>();
        foreach (var image in job.BasesOn(platform).Where(static image => image.IsGiven))
        {
            var given = await workshop.GiveAsync(image, cancellation);
            var pulled = await workshop.Process.RunAsync(program, ["pull", "--quiet", "--platform", image.Platform.ToString(), $"oci:{given.Layout.Folder}:{given.Entry}"], job.Name, cancellation);
            await workshop.Process.RunAsync(program, ["tag", pulled.Trim().Split('\n')[^1], image.LocalName], job.Name, cancellation);
            brought.Add(image.LocalName);
        }

        return brought;
    }

    private static List<string> Arguments(EngineJob job, int platform, string context, string idFile, EngineWorkshop workshop)
    {
        var image = job.Prepared.Image;
        var dockerfile = workshop.StageDockerfile(job, platform);
        var ignoreFile = dockerfile + ".dockerignore";
        List<string> arguments =
        [
            "build", "--format", "oci", "--iidfile", idFile, "--file", dockerfile, "--ignorefile", ignoreFile,
            "--timestamp", workshop.Epoch.ToString(System.Globalization.CultureInfo.InvariantCulture), "--platform", job.Prepared.Platforms[platform].ToString(),
        ];
        if (image.Target is { } target) arguments.AddRange(["--target", target]);
        if (image.Network is { } network) arguments.AddRange(["--network", network]);
        foreach (var argument in image.Args) arguments.AddRange(["--build-arg", argument.Key + "=" + argument.Value]);
        if (workshop.EpochArgument(job) is { } epoch) arguments.AddRange(["--build-arg", epoch]);
        foreach (var secret in workshop.Secrets(image)) arguments.AddRange(["--secret", secret]);
        var (from, to) = (Caches(image.CacheFrom).ToArray(), Caches(image.CacheTo).ToArray());
        foreach (var cache in from) arguments.AddRange(["--cache-from", cache]);
        foreach (var cache in to) arguments.AddRange(["--cache-to", cache]);
        if (from.Length + to.Length > 0) arguments.Add("--layers");
        var caching = from.Concat(to).Select(static name => Oci.Reference.Parse(name).Registry).ToArray();
        var registries = caching.Concat(job.BasesOn(platform).Where(static image => !image.IsGiven).Select(static image => Oci.Reference.Parse(image.Name).Registry));
        if (registries.Any(registry => IsPlain(registry, workshop))) arguments.Add("--tls-verify=false");
        if (workshop.Authorities(caching) is { } authorities) arguments.AddRange(["--cert-dir", authorities]);
        arguments.Add(context);
        return arguments;
    }

    // A registry on this machine speaks plain HTTP, as docker takes for granted; the manifest may say it of others.
    private static bool IsPlain(string registry, EngineWorkshop workshop) =>
        registry.Split(':')[0] is "localhost" or "127.0.0.1" || workshop.RepositoryAt(registry) is { Insecure: true };

    // BuildKit writes type=registry,ref=R; these two take R alone, and no other type.
    private static IEnumerable<string> Caches(EquatableArray<string> caches)
    {
        foreach (var cache in caches)
        {
            if (!cache.Contains('=', StringComparison.Ordinal)) yield return cache;
            else if (cache.Split(',').Contains("type=registry")) yield return cache.Split(',').First(static part => part.StartsWith("ref=", StringComparison.Ordinal))[4..];
        }
    }
}
