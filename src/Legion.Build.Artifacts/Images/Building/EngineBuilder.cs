using Legion.Build.Artifacts.Images.Assembly;
using Legion.Build.Artifacts.Images.Engines;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Building;

/// <summary>Builds images with an engine, and brings what it made to the layout.</summary>
/// <param name="tools">What builders share.</param>
/// <param name="engine">The engine.</param>
internal sealed class EngineBuilder(BuildTools tools, IEngine engine)
{
    /// <summary>Builds images that do not need each other.</summary>
    /// <param name="jobs">The images.</param>
    /// <param name="cancellation">Ends the engine's processes.</param>
    /// <returns>The images' manifests or indexes, by name.</returns>
    /// <exception cref="EngineException">The engine failed.</exception>
    /// <exception cref="ImageBuildException">Something a person can mend is wrong.</exception>
    public async Task<IReadOnlyDictionary<string, Descriptor>> BuildAsync(IReadOnlyList<EngineJob> jobs, CancellationToken cancellation)
    {
        using var workshop = new EngineWorkshop(tools, jobs, EngineEnvironment.Machine);
        var outputs = await engine.BuildAsync(jobs, workshop, cancellation);
        var writer = new ImageWriter(tools.Layout, tools.Build);
        var import = new EngineImport(tools.Layout, tools.Build.SourceDateEpoch ?? 0);
        var built = new Dictionary<string, Descriptor>(StringComparer.Ordinal);
        foreach (var job in jobs)
        {
            tools.Build.Log.Message(BuildMessageLevel.Progress, job.Name, $"bringing what {engine.How} made to the layout");
            var manifests = new List<Descriptor>();
            for (var i = 0; i < job.Prepared.Platforms.Count; i++)
            {
                var platform = job.Prepared.Platforms[i];
                var output = outputs.First(o => o.Job == job && o.Platform == i);
                var image = await BaseAsync(job, i, cancellation);
                var layers = image?.Layers.DistinctBy(static layer => layer.DiffId).ToDictionary(static layer => layer.DiffId) ?? [];
                var (config, read) = import.Read(output.Folder, platform, layers, image?.Config.History.Length ?? 0, cancellation);
                if (image is null && config.Config.WorkingDir is null or "") config = config with { Config = config.Config with { WorkingDir = "/" } }; // FROM scratch: BuildKit says it, others leave it to the runtime
                if (image is not null) await tools.BringAsync(read.Where(layer => layers.ContainsKey(layer.DiffId)), [image], cancellation);
                manifests.Add(writer.Write(job.Prepared, job.Prepared.Plans[i], config with { Platform = platform }, read, job.Labels));
            }

            built[job.Name] = writer.Join(manifests);
        }

        return built;
    }

    // What the target begins from: its layers keep their blobs, and its history its times.
    private async Task<BaseImage?> BaseAsync(EngineJob job, int index, CancellationToken cancellation)
    {
        var plan = job.Prepared.Plans[index];
        var stage = plan.Stages[plan.Target];
        while (stage.BaseStage is { } below) stage = plan.Stages[below];
        if (stage.Base is null or "scratch") return null;
        return await tools.Bases.GetAsync(stage.Base, job.Prepared.Platforms[index], cancellation);
    }
}
