using Legion.Build.Artifacts.Images.Engines;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Artifacts.Images.Building;

/// <summary>Decides what builds an image: the least machinery that can.</summary>
/// <param name="build">The build.</param>
/// <param name="options">How images are built.</param>
/// <param name="engines">Finds engines.</param>
internal sealed class BuilderChoice(BuildContext build, ImageOptions options, EngineChooser engines)
{
    /// <summary>What the choice contributes to a fingerprint: equal as long as nobody asks for something else.</summary>
    /// <param name="prepared">The image.</param>
    public string Identity(PreparedImage prepared) =>
        prepared.Plans.Count == 0 ? "dotnet " + prepared.Projects[0].Sdk : Wanted(prepared) is "auto" or "embedded" && prepared.Need is null ? EmbeddedBuilder.How : Wanted(prepared);

    /// <summary>Chooses.</summary>
    /// <param name="prepared">The image.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The engine, or null for this process; and why.</returns>
    /// <exception cref="ImageBuildException">Nothing can build it here.</exception>
    public async Task<(IEngine? Engine, string Why)> ChooseAsync(PreparedImage prepared, CancellationToken cancellation)
    {
        if (prepared.Plans.Count == 0) return (null, "built by the .NET SDK: it is a project");
        var wanted = Wanted(prepared);
        if (wanted is "auto" or "embedded")
        {
            if (prepared.Need is not { } need) return (null, "assembled in-process: its Dockerfile runs nothing");
            if (need.What.StartsWith("ADD", StringComparison.Ordinal)) throw Fail(ImageRules.RemoteAdd, prepared, need, need.What["ADD of ".Length..].Trim('\''), "COPY it from the sources, or demand an engine for the image with engine: docker, podman or buildah");
            if (wanted == "embedded") throw Fail(ImageRules.EmbeddedCannot, prepared, need, need.What);
            // Where a builder is named, nothing else takes its place.
            var (first, reason) = options.Builder is null ? await engines.FirstAsync(cancellation) : await engines.FindAsync("docker", cancellation);
            if (first is not null) return (first, $"built by {first.How}: its Dockerfile has {need.What}, and {reason}");
            throw options.Builder is null
                ? Fail(ImageRules.EngineNeeded, prepared, need, need.What, reason)
                : new ImageBuildException(ImageRules.EngineMissing.At(build.Sources.Key(SourceMap.PathOf("images", prepared.Image.Name)), "docker", reason));
        }

        var place = build.Sources.Value(SourceMap.PathOf("images", prepared.Image.Name, "engine"));
        if (!ImageOptions.Engines.Contains(wanted)) throw new ImageBuildException(ImageRules.EngineMissing.At(place, wanted, NoSuchEngine(prepared, wanted)));
        var (engine, why) = await engines.FindAsync(wanted, cancellation);
        return engine is null ? throw new ImageBuildException(ImageRules.EngineMissing.At(place, wanted, why)) : (engine, $"built by {engine.How}: it was asked for");
    }

    private static ImageBuildException Fail(Rule rule, PreparedImage prepared, EngineNeed need, params object?[] arguments) =>
        new(rule.At(new(prepared.File, need.Instruction?.Span ?? default), arguments));

    private static string NoSuchEngine(PreparedImage prepared, string wanted)
    {
        var near = Spelling.Nearest(wanted, ImageOptions.Engines) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        return $"there is no engine of that name{(prepared.Image.Engine is null ? ", which LegionImageEngine has" : "")}{near}; there are {string.Join(", ", ImageOptions.Engines)}";
    }

    private string Wanted(PreparedImage prepared) => prepared.Image.Engine ?? (options.Engine.Length == 0 ? "auto" : options.Engine);
}
