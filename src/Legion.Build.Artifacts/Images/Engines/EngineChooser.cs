using System.Collections.Concurrent;
using Legion.Build.Manifest.Naming;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>Finds the engine that can do a job. Each is looked for once a build.</summary>
/// <param name="log">Runs the programs that tell.</param>
/// <param name="options">How images are built.</param>
/// <param name="environment">Where programs are.</param>
internal sealed class EngineChooser(IBuildLog log, ImageOptions options, EngineEnvironment environment)
{
    private const int BuildKitInBuildx = 23; // from there on, docker build knows BuildKit only through buildx
    private static readonly string[] Order = ["docker", "podman", "buildah"];
    private readonly ConcurrentDictionary<string, Lazy<Task<(IEngine? Engine, string Why)>>> found = new(StringComparer.Ordinal);

    /// <summary>The engine of that name.</summary>
    /// <param name="name"><c>docker</c>, <c>podman</c> or <c>buildah</c>.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The engine, or why it cannot be used.</returns>
    public Task<(IEngine? Engine, string Why)> FindAsync(string name, CancellationToken cancellation) =>
        found.GetOrAdd(name, n => new(() => LookAsync(n, cancellation))).Value;

    /// <summary>The first engine there is.</summary>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The engine, or why none can be used.</returns>
    public async Task<(IEngine? Engine, string Why)> FirstAsync(CancellationToken cancellation)
    {
        var reasons = new List<string>();
        foreach (var name in Order)
        {
            var (engine, why) = await FindAsync(name, cancellation);
            if (engine is not null) return (engine, reasons.Count == 0 ? why : why + " (" + string.Join("; ", reasons) + ")");
            reasons.Add(why);
        }

        return (null, string.Join("; ", reasons));
    }

    private async Task<(IEngine? Engine, string Why)> LookAsync(string name, CancellationToken cancellation)
    {
        if (environment.Program(name) is not { } program) return (null, $"{name} is not installed");
        var process = new EngineProcess(new DetailLog(log), []);
        if (name != "docker")
        {
            var (code, _, words) = await process.TryRunAsync(program, ["--version"], null, cancellation);
            return code == 0 ? (new ContainersEngine(name, program), $"{name} is installed") : (null, $"{name} does not work: {EngineException.Words(words)}");
        }

        // A builder that is not running yet is started, as a build would do; what it then says of itself is true.
        string[] builder = options.Builder is null ? [] : [options.Builder];
        var (exit, output, last) = await process.TryRunAsync(program, ["buildx", "inspect", "--bootstrap", .. builder], null, cancellation);
        if (exit == 0 && Value(output, "Driver:") is { } driver && Value(output, "Error:") is null)
        {
            return (new BuildxEngine(program, driver), $"docker has buildx, with a builder of the kind '{driver}'");
        }

        if (options.Builder is { } wanted) return (null, await WhyNotAsync(program, wanted, Value(output, "Error:") ?? EngineException.Words(last), process, cancellation));
        var (answers, version, complaint) = await process.TryRunAsync(program, ["version", "--format", "{{.Client.Version}} {{.Server.Version}}"], null, cancellation);
        if (answers != 0) return (null, $"docker does not answer: {EngineException.Words(complaint.Except(version.Split('\n').Select(static l => l.Trim())))}");
        return (new DockerEngine(program, hasBuildKit: MajorVersion(version) < BuildKitInBuildx), "docker answers, and has no buildx that works");
    }

    // Asked for by name, a builder is not made up for by another.
    private static async Task<string> WhyNotAsync(string program, string builder, string words, EngineProcess process, CancellationToken cancellation)
    {
        var (exit, output, _) = await process.TryRunAsync(program, ["buildx", "ls"], null, cancellation);
        var said = $"LegionBuilder names the builder '{builder}', and docker says: {words}";
        if (exit != 0) return said + "; install docker-buildx, or leave LegionBuilder empty";

        // The first column: builders, the current one with a star, above their nodes, which are indented.
        var names = output.Split('\n').Skip(1).Where(static line => line.Length > 0 && !char.IsWhiteSpace(line[0])).Select(static line => line.Split(' ')[0].TrimEnd('*')).Distinct().ToArray();
        var near = Spelling.Nearest(builder, names) is { } nearest && nearest != builder ? $"; did you mean '{nearest}'?" : "";
        return names.Contains(builder)
            ? $"{said}; mend it, or make it again: docker buildx rm {builder}, docker buildx create --name {builder}"
            : $"{said}{near}; there are {string.Join(", ", names)}; make it with docker buildx create --name {builder}";
    }

    private static string? Value(string inspection, string key) => inspection.Split('\n')
        .Where(line => line.StartsWith(key, StringComparison.Ordinal)).Select(line => line[key.Length..].Trim()).FirstOrDefault(static value => value.Length > 0);

    private static int MajorVersion(string version) =>
        int.TryParse(version.Split('.')[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var major) ? major : int.MaxValue;

    // What programs say when they are only asked whether they are there is no progress.
    private sealed class DetailLog(IBuildLog inner) : IBuildLog
    {
        public void Report(Manifest.Diagnostics.BuildDiagnostic diagnostic) => inner.Report(diagnostic);

        public void Message(BuildMessageLevel level, string? artifact, string text) => inner.Message(BuildMessageLevel.Detail, artifact, text);
    }
}
