using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;

using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>BuildKit through <c>docker buildx bake</c>: one generated file, one invocation for all images, on any builder.</summary>
/// <param name="program">Absolute path of docker.</param>
/// <param name="driver">The builder's driver; <c>docker</c> is the daemon's own BuildKit, which keeps images to itself.</param>
internal sealed class BuildxEngine(string program, string driver) : IEngine
{
    private readonly DockerDaemon daemon = new(program);

    /// <inheritdoc/>
    public string How => "docker buildx";

    // No attestations, which tell of the builder and differ with it; and no questions about files outside the working folder:
    // the bake file is ours, and names nothing that the manifest does not.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1",
        ["BUILDX_BAKE_ENTITLEMENTS_FS"] = "0",
    };

    // The daemon's own BuildKit writes to the daemon's store, and knows neither OCI layouts nor (in old ones) named contexts.
    private bool IntoDaemon => driver == "docker";

    /// <summary>A name for a result on its way out of a daemon.</summary>
    /// <param name="job">The image.</param>
    internal static string TemporaryName(EngineJob job) => $"localhost/legion-build/out/{job.Name.ToLowerInvariant()}:{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EngineOutput>> BuildAsync(IReadOnlyList<EngineJob> jobs, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var names = IntoDaemon ? (await daemon.LoadBasesAsync(jobs, workshop, cancellation)).ToList() : [];
        try
        {
            var results = jobs.ToDictionary(static job => job, TemporaryName);
            if (IntoDaemon) names.AddRange(results.Values);
            var file = Path.Join(workshop.Folder, "docker-bake.json");
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(BakeFile(jobs, results, workshop, cancellation).ToJsonString()));
            List<string> arguments = ["buildx", "bake", "--file", file, .. await NetworksAsync(jobs, workshop, cancellation), "--progress", "plain"];
            if (workshop.Options.Builder is { } builder) arguments.AddRange(["--builder", builder]);
            var progress = new BakeProgress(Enumerable.Range(0, jobs.Count).ToDictionary(i => TargetName(jobs, i), i => jobs[i].Name));
            await workshop.Process.RunAsync(
                new(program, arguments, jobs.Count == 1 ? jobs[0].Name : null) { Environment = Settings, ArtifactOf = progress.ArtifactOf }, cancellation);
            var outputs = new List<EngineOutput>();
            foreach (var job in jobs) outputs.Add(await CollectAsync(job, results[job], workshop, cancellation));
            return outputs;
        }
        finally
        {
            await daemon.ForgetAsync(names, workshop);
        }
    }

    private static string Output(EngineWorkshop workshop, EngineJob job) => Path.Join(workshop.Folder, job.Name, "out");

    // Bake's names know no dots, images' do.
    private static string TargetName(IReadOnlyList<EngineJob> jobs, int i) => FormattableString.Invariant($"{i}-") + jobs[i].Name.Replace('.', '_').Replace('/', '_');

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(static value => (JsonNode)value)];

    // HCL's interpolation reaches into JSON files as well: a dollar or percent before a brace is doubled.
    private static string Escaped(string value) => value.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    // Older bakes read a target's network from Compose files alone; such a file beside the other adds it to the targets of the same name.
    private async Task<IReadOnlyList<string>> NetworksAsync(IReadOnlyList<EngineJob> jobs, EngineWorkshop workshop, CancellationToken cancellation)
    {
        static string Plain(string value) => value.Replace("$", "$$", StringComparison.Ordinal); // Compose expands variables
        var services = new JsonObject();
        for (var i = 0; i < jobs.Count; i++)
        {
            if (jobs[i].Prepared.Image.Network is not { } network) continue;
            services[TargetName(jobs, i)] = new JsonObject
            {
                ["build"] = new JsonObject { ["context"] = Plain(workshop.ContextFolder(jobs[i])), ["dockerfile"] = Plain(workshop.DockerfilePath(jobs[i], 0)), ["network"] = network },
            };
        }

        if (services.Count == 0) return [];
        var file = Path.Join(workshop.Folder, "networks.compose.yaml");
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(new JsonObject { ["services"] = services }.ToJsonString()));
        if (!jobs.Any(static job => job.Prepared.Image.Network == "host")) return ["--file", file];

        // Newer ones want to be told besides that the network of the host may be used.
        var help = await workshop.Process.RunAsync(new(program, ["buildx", "bake", "--help"], null) { IsQuestion = true }, cancellation);
        return help.Contains("--allow", StringComparison.Ordinal) ? ["--file", file, "--allow", "network.host"] : ["--file", file];
    }

    private async Task<EngineOutput> CollectAsync(EngineJob job, string result, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var folder = Output(workshop, job);
        if (IntoDaemon)
        {
            await daemon.SaveAsync(result, folder, workshop, job.Name, cancellation);
            return new(job, 0, folder, null);
        }

        Directory.CreateDirectory(folder);
        await TarFile.ExtractToDirectoryAsync(folder + ".tar", folder, overwriteFiles: true, cancellation);
        File.Delete(folder + ".tar");
        return new(job, null, folder, null);
    }

    private JsonObject BakeFile(IReadOnlyList<EngineJob> jobs, Dictionary<EngineJob, string> results, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var targets = new JsonObject();
        for (var i = 0; i < jobs.Count; i++) targets[TargetName(jobs, i)] = Target(jobs[i], results[jobs[i]], workshop, cancellation);
        return new()
        {
            ["group"] = new JsonObject { ["default"] = new JsonObject { ["targets"] = Strings(Enumerable.Range(0, jobs.Count).Select(i => TargetName(jobs, i))) } },
            ["target"] = targets,
        };
    }

    private JsonObject Target(EngineJob job, string result, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var image = job.Prepared.Image;
        var folder = Output(workshop, job);
        var target = new JsonObject
        {
            ["context"] = workshop.StageContext(job, cancellation),
            ["dockerfile"] = workshop.StageDockerfile(job, 0),
        };
        var args = new JsonObject();
        foreach (var argument in image.Args) args[argument.Key] = Escaped(argument.Value);
        if (IntoDaemon)
        {
            if (job.Prepared.Platforms.Count > 1) throw new EngineException("docker buildx", 1, "the daemon's own builder makes one platform; create another with docker buildx create, and set LegionBuilder to it");
            target["output"] = Strings(["type=docker"]);
            target["tags"] = Strings([result]);
        }
        else
        {
            args["SOURCE_DATE_EPOCH"] = workshop.Epoch.ToString(System.Globalization.CultureInfo.InvariantCulture);
            target["output"] = Strings([$"type=oci,dest={folder}.tar"]);
            target["contexts"] = new JsonObject(job.Bases.Values.Where(static b => b.IsOurs).DistinctBy(static b => b.LocalName)
                .Select(b => KeyValuePair.Create(b.LocalName, (JsonNode?)$"oci-layout://{workshop.Layout.Folder}@{b.Descriptor.Digest}")));
        }

        if (workshop.EpochArgument(job) is { } epoch) args[epoch.Split('=')[0]] = epoch.Split('=')[1];
        if (args.Count > 0) target["args"] = args;
        if (!image.Platforms.IsEmpty) target["platforms"] = Strings(job.Prepared.Platforms.Select(static platform => platform.ToString()));
        if (image.Target is { } stage) target["target"] = stage;
        if (!image.Secrets.IsEmpty) target["secret"] = Strings(workshop.Secrets(image));
        if (!image.CacheFrom.IsEmpty) target["cache-from"] = Strings(image.CacheFrom);
        if (!image.CacheTo.IsEmpty) target["cache-to"] = Strings(image.CacheTo);
        return target;
    }
}
