using Legion.Build.Artifacts.Images.Assembly;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Building;

/// <summary>Assembles images in-process.</summary>
/// <param name="tools">What builders share.</param>
internal sealed class EmbeddedBuilder(BuildTools tools)
{
    /// <summary>How images built here are said to be built.</summary>
    public const string How = "embedded";

    /// <summary>Builds an image.</summary>
    /// <param name="prepared">The image.</param>
    /// <param name="labels">The labels every image gets.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Its manifest or index.</returns>
    /// <exception cref="ImageBuildException">Something a person can mend is wrong.</exception>
    public async Task<Descriptor> BuildAsync(PreparedImage prepared, IReadOnlyDictionary<string, string> labels, CancellationToken cancellation)
    {
        var contextTree = ContextTree.Of(prepared.Context, tools.Hashes);
        var writer = new ImageWriter(tools.Layout, tools.Build);
        var manifests = new List<Descriptor>();
        for (var i = 0; i < prepared.Platforms.Count; i++)
        {
            using var unpacker = new Unpacker(tools.Scratch);
            var input = tools.Input(prepared, i, contextTree, unpacker);
            var assembler = new StageAssembler(input);
            var state = await assembler.AssembleAsync(input.Plan.Target, cancellation);
            await tools.BringAsync(state.Layers.Select(static layer => layer.Existing).OfType<AssembledLayer>(), assembler.Bases, cancellation);
            var layers = state.Layers.Select(layer => layer.Existing ?? tools.Layers.Get(layer.Changes!, tools.Build.SourceDateEpoch ?? 0, cancellation)).ToArray();
            manifests.Add(writer.Write(prepared, input.Plan, state.Config, layers, labels));
        }

        return writer.Join(manifests);
    }
}
