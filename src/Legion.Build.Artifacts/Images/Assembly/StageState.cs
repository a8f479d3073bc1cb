using System.Collections.Immutable;

using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>A stage while its instructions are carried out.</summary>
internal sealed class StageState
{
    private readonly Func<ImageTree> load;
    private ImageTree? tree;

    /// <summary>A stage that begins from a configuration.</summary>
    /// <param name="config">The base's configuration, its own triggers taken off.</param>
    /// <param name="layers">The base's layers.</param>
    /// <param name="load">Reads the base's file system; asked only when an instruction needs to know it.</param>
    public StageState(ImageConfig config, IEnumerable<PlannedLayer> layers, Func<ImageTree> load)
    {
        Config = config;
        this.load = load;
        Layers = [.. layers];
        foreach (var variable in config.Config.Env)
        {
            var equals = variable.IndexOf('=');
            if (equals > 0) Variables[variable[..equals]] = variable[(equals + 1)..];
        }
    }

    /// <summary>The configuration so far; its layers and times are set at the end.</summary>
    public ImageConfig Config { get; set; }

    /// <summary>The layers so far.</summary>
    public List<PlannedLayer> Layers { get; }

    /// <summary>What substitutions see: ENV and ARG, the later over the earlier.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>True once the stage has its own CMD, which an ENTRYPOINT then leaves in place.</summary>
    public bool HasCommand { get; set; }

    /// <summary>The file system so far.</summary>
    public ImageTree Tree => tree ??= load();

    /// <summary>Where relative paths begin.</summary>
    public string WorkingFolder => Config.Config.WorkingDir is { Length: > 0 } folder ? folder : "/";

    /// <summary>Changes the run-time part of the configuration.</summary>
    /// <param name="change">The change.</param>
    public void Configure(Func<ContainerConfig, ContainerConfig> change) => Config = Config with { Config = change(Config.Config) };

    /// <summary>Adds a layer and its line of history.</summary>
    /// <param name="createdBy">The instruction, its variables expanded.</param>
    /// <param name="changes">What it changes; null or empty for configuration alone.</param>
    public void Commit(string createdBy, LayerChanges? changes)
    {
        var hasLayer = changes is { IsEmpty: false };
        if (hasLayer) Layers.Add(new(null, changes));
        Config = Config with { History = Config.History.Add(new() { CreatedBy = createdBy, EmptyLayer = !hasLayer }) };
    }

    /// <summary>A stage that begins from this one.</summary>
    public StageState Begin() => new(WithoutTriggers(Config), Layers, () => Tree.Copy());

    /// <summary>A configuration without the triggers that were for its children.</summary>
    /// <param name="config">The base's configuration.</param>
    public static ImageConfig WithoutTriggers(ImageConfig config) => config with { Config = config.Config with { OnBuild = ImmutableArray<string>.Empty } };
}
