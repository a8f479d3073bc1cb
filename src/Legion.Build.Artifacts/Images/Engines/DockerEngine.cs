namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>docker build, where buildx is missing: one image after another.</summary>
/// <param name="program">Absolute path of docker.</param>
/// <param name="hasBuildKit">True where docker itself speaks to BuildKit; otherwise there is docker's first builder alone.</param>
internal sealed class DockerEngine(string program, bool hasBuildKit) : IEngine
{
    private readonly DockerDaemon daemon = new(program);

    /// <inheritdoc/>
    public string How => "docker build";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EngineOutput>> BuildAsync(IReadOnlyList<EngineJob> jobs, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var outputs = new List<EngineOutput>();
        var names = (await daemon.LoadBasesAsync(jobs, workshop, cancellation)).ToList();
        try
        {
            foreach (var job in jobs)
            {
                if (!hasBuildKit && OnlyBuildKit(job) is { } what) throw new EngineException("docker build", 1, $"{what} takes BuildKit, which this docker has through buildx alone, and that is missing; install docker-buildx, podman or buildah");
                var context = workshop.StageContext(job, cancellation);
                for (var platform = 0; platform < job.Prepared.Platforms.Count; platform++)
                {
                    var name = BuildxEngine.TemporaryName(job);
                    names.Add(name);
                    var command = new EngineCommand(program, Arguments(job, platform, name, context, workshop), job.Name) { Environment = BuildKit };
                    await workshop.Process.RunAsync(command, cancellation);
                    var folder = Path.Join(workshop.Folder, job.Name, FormattableString.Invariant($"out.{platform}"));
                    await daemon.SaveAsync(name, folder, workshop, job.Name, cancellation);
                    outputs.Add(new(job, platform, folder, null));
                }
            }

            return outputs;
        }
        finally
        {
            await daemon.ForgetAsync(names, workshop);
        }
    }

    private Dictionary<string, string> BuildKit => new(StringComparer.Ordinal)
    {
        ["DOCKER_BUILDKIT"] = hasBuildKit ? "1" : "0",
        ["BUILDKIT_PROGRESS"] = "plain",
    };

    // What docker's first builder does not know, or takes for a shell command.
    private static string? OnlyBuildKit(EngineJob job)
    {
        if (!job.Prepared.Image.Secrets.IsEmpty) return "a build secret";
        var instructions = job.Prepared.Plans[0].Reachable.SelectMany(stage => job.Prepared.Plans[0].Stages[stage].Instructions);
        foreach (var instruction in instructions)
        {
            if (instruction.Heredocs.Count > 0) return "a here-document";
            if (instruction.Flags.FirstOrDefault(static flag => flag.Name is not ("from" or "chown")) is { } flag && instruction.Keyword is "RUN" or "COPY" or "ADD") return $"--{flag.Name} of {instruction.Keyword}";
        }

        return null;
    }

    private static List<string> Arguments(EngineJob job, int platform, string name, string context, EngineWorkshop workshop)
    {
        var image = job.Prepared.Image;
        List<string> arguments = ["build", "--file", workshop.StageDockerfile(job, platform), "--tag", name];
        if (image.Target is { } target) arguments.AddRange(["--target", target]);
        if (image.Network is { } network) arguments.AddRange(["--network", network]);
        if (workshop.EpochArgument(job) is { } epoch) arguments.AddRange(["--build-arg", epoch]);
        if (!image.Platforms.IsEmpty) arguments.AddRange(["--platform", job.Prepared.Platforms[platform].ToString()]);
        foreach (var argument in image.Args) arguments.AddRange(["--build-arg", argument.Key + "=" + argument.Value]);
        foreach (var secret in workshop.Secrets(image)) arguments.AddRange(["--secret", secret]);
        foreach (var cache in image.CacheFrom) arguments.AddRange(["--cache-from", cache]);
        arguments.Add(context);
        return arguments;
    }
}
