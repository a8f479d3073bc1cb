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
        // A target a platform: each has bases of its own, and a daemon's own builder makes one platform at a time. What they share BuildKit does once.
        var targets = jobs.SelectMany((job, i) => Enumerable.Range(0, job.Prepared.Platforms.Count).Select(platform => new BakeTarget(job, platform, TargetName(job, i, platform), TemporaryName(job)))).ToArray();
        var names = IntoDaemon ? (await daemon.LoadBasesAsync(jobs, workshop, cancellation)).ToList() : [];
        try
        {
            if (IntoDaemon) names.AddRange(targets.Select(static target => target.Result));
            var file = Path.Join(workshop.Folder, "docker-bake.json");
            AtomicFile.Write(file, Encoding.UTF8.GetBytes((await BakeFileAsync(targets, workshop, cancellation)).ToJsonString()));
            List<string> arguments = ["buildx", "bake", "--file", file, .. await NetworksAsync(targets, workshop, cancellation), "--progress", "plain"];
            if (workshop.Options.Builder is { } builder) arguments.AddRange(["--builder", builder]);
            var progress = new BakeProgress(targets.ToDictionary(static target => target.Name, static target => target.Job.Name));
            await workshop.Process.RunAsync(
                new(program, arguments, jobs.Count == 1 ? jobs[0].Name : null) { Environment = Settings, ArtifactOf = progress.ArtifactOf }, cancellation);
            var outputs = new List<EngineOutput>();
            foreach (var target in targets) outputs.Add(await CollectAsync(target, workshop, cancellation));
            return outputs;
        }
        finally
        {
            await daemon.ForgetAsync(names, workshop);
        }
    }

    // Bake's names know no dots, images' do.
    private static string TargetName(EngineJob job, int index, int platform)
    {
        var name = FormattableString.Invariant($"{index}-") + job.Name.Replace('.', '_').Replace('/', '_');
        return job.Prepared.Platforms.Count == 1 ? name : name + "-" + job.Prepared.Platforms[platform].ToString().Replace('/', '-').Replace('.', '_');
    }

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(static value => (JsonNode)value)];

    // HCL's interpolation reaches into JSON files as well: a dollar or percent before a brace is doubled.
    private static string Escaped(string value) => value.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    // Older bakes read a target's network from Compose files alone; such a file beside the other adds it to the targets of the same name.
    private async Task<IReadOnlyList<string>> NetworksAsync(IReadOnlyList<BakeTarget> targets, EngineWorkshop workshop, CancellationToken cancellation)
    {
        static string Plain(string value) => value.Replace("$", "$$", StringComparison.Ordinal); // Compose expands variables
        var services = new JsonObject();
        foreach (var target in targets)
        {
            if (target.Job.Prepared.Image.Network is not { } network) continue;
            services[target.Name] = new JsonObject
            {
                ["build"] = new JsonObject { ["context"] = Plain(workshop.ContextFolder(target.Job)), ["dockerfile"] = Plain(workshop.DockerfilePath(target.Job, target.Platform)), ["network"] = network },
            };
        }

        if (services.Count == 0) return [];
        var file = Path.Join(workshop.Folder, "networks.compose.yaml");
        AtomicFile.Write(file, Encoding.UTF8.GetBytes(new JsonObject { ["services"] = services }.ToJsonString()));
        if (!targets.Any(static target => target.Job.Prepared.Image.Network == "host")) return ["--file", file];

        // Newer ones want to be told besides that the network of the host may be used.
        var help = await workshop.Process.RunAsync(new(program, ["buildx", "bake", "--help"], null) { IsQuestion = true }, cancellation);
        return help.Contains("--allow", StringComparison.Ordinal) ? ["--file", file, "--allow", "network.host"] : ["--file", file];
    }

    private async Task<EngineOutput> CollectAsync(BakeTarget target, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var folder = target.Output(workshop);
        if (IntoDaemon)
        {
            await daemon.SaveAsync(target.Result, folder, workshop, target.Job.Name, cancellation);
            return new(target.Job, target.Platform, folder, null);
        }

        Directory.CreateDirectory(folder);
        await TarFile.ExtractToDirectoryAsync(folder + ".tar", folder, overwriteFiles: true, cancellation);
        File.Delete(folder + ".tar");
        return new(target.Job, target.Platform, folder, null);
    }

    private async Task<JsonObject> BakeFileAsync(IReadOnlyList<BakeTarget> targets, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var described = new JsonObject();
        foreach (var target in targets)
        {
            if (target.Platform == 0) workshop.StageContext(target.Job, cancellation);
            described[target.Name] = await DescribeAsync(target, workshop, cancellation);
        }

        return new()
        {
            ["group"] = new JsonObject { ["default"] = new JsonObject { ["targets"] = Strings(targets.Select(static target => target.Name)) } },
            ["target"] = described,
        };
    }

    private async Task<JsonObject> DescribeAsync(BakeTarget target, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var (job, image) = (target.Job, target.Job.Prepared.Image);
        var described = new JsonObject
        {
            ["context"] = workshop.ContextFolder(job),
            ["dockerfile"] = workshop.StageDockerfile(job, target.Platform),
        };
        var args = new JsonObject();
        foreach (var argument in image.Args) args[argument.Key] = Escaped(argument.Value);
        if (IntoDaemon)
        {
            described["output"] = Strings(["type=docker"]);
            described["tags"] = Strings([target.Result]);
        }
        else
        {
            args["SOURCE_DATE_EPOCH"] = workshop.Epoch.ToString(System.Globalization.CultureInfo.InvariantCulture);
            described["output"] = Strings([$"type=oci,dest={target.Output(workshop)}.tar"]);
            var contexts = new JsonObject();
            foreach (var given in job.BasesOn(target.Platform).Where(static image => image.IsGiven))
            {
                var there = await workshop.GiveAsync(given, cancellation);
                contexts[given.LocalName] = $"oci-layout://{there.Layout.Folder}@{there.Manifest.Digest}";
            }

            described["contexts"] = contexts;
        }

        if (workshop.EpochArgument(job) is { } epoch) args[epoch.Split('=')[0]] = epoch.Split('=')[1];
        if (args.Count > 0) described["args"] = args;
        if (!image.Platforms.IsEmpty) described["platforms"] = Strings([job.Prepared.Platforms[target.Platform].ToString()]);
        if (image.Target is { } stage) described["target"] = stage;
        if (!image.Secrets.IsEmpty) described["secret"] = Strings(workshop.Secrets(image));
        if (!image.CacheFrom.IsEmpty) described["cache-from"] = Strings(image.CacheFrom.Select(target.Cache));
        if (!image.CacheTo.IsEmpty) described["cache-to"] = Strings(image.CacheTo.Select(target.Cache));
        return described;
    }
}
