using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Images.Assembly;
using Legion.Build.Artifacts.Images.Building;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Artifacts.Images.Projects;
using Legion.Build.Artifacts.Images.State;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Reading;
using Legion.Build.Oci.Layout;

namespace Legion.Build.Artifacts.Images;

/// <summary>Builds the images of a manifest into one OCI image layout.</summary>
public static class ImageStation
{
    /// <summary>The layout's folder below the output folder.</summary>
    public const string LayoutFolder = "images";

    /// <summary>
    /// Builds all images into <c>OutputPath/images</c>, each under its name (annotation <c>org.opencontainers.image.ref.name</c>).
    /// An image with an error is reported and missing from the result; what an earlier build made of it stays.
    /// </summary>
    /// <param name="build">The build.</param>
    /// <param name="options">How images are built.</param>
    /// <param name="cancellation">Stops the work; the layout then holds what it held before, and whole images.</param>
    /// <returns>The images, in manifest order.</returns>
    /// <exception cref="Oci.OciException">The layout is damaged.</exception>
    public static async Task<IReadOnlyList<BuiltArtifact>> BuildAsync(BuildContext build, ImageOptions options, CancellationToken cancellation)
    {
        var folder = Path.Join(build.OutputPath, LayoutFolder);
        if (build.Manifest.Images.IsEmpty && !OciLayout.IsLayout(folder)) return [];
        var layout = OciLayout.OpenOrCreate(folder);
        var memory = Path.Join(build.IntermediatePath, LayoutFolder);
        var state = new ImageState(Path.Join(memory, "state"));
        var hashes = FileHashCache.Load(Path.Join(memory, "files"));
        var results = new Dictionary<string, BuiltArtifact>(StringComparer.Ordinal);
        using (var registries = new RegistryBases(build, state, options.RefreshBases, Path.Join(memory, "bases")))
        using (var writer = layout.OpenWriter(cancellation))
        {
            var layers = new LayerStore(Path.Join(memory, "layers"), writer);
            var names = build.Manifest.Images.Select(static image => image.Name).ToHashSet(StringComparer.Ordinal);
            var tools = new BuildTools
            {
                Build = build,
                Options = options,
                Layout = writer,
                Layers = layers,
                Bases = new(layout, names, registries),
                Hashes = hashes,
                Scratch = Path.Join(memory, "scratch"),
            };
            var preparer = new ImagePreparer(build);
            var projects = new ProjectReader(build, hashes, memory);
            var prepared = await projects.CompleteAsync([.. build.Manifest.Images.Select(preparer.Prepare).OfType<PreparedImage>()], cancellation);
            StandingBuild.WriteOutside(build.IntermediatePath, projects.Outside);
            var run = new ImageRun(tools, state);
            try
            {
                foreach (var wave in ImageOrder.Sort(prepared, build))
                {
                    foreach (var artifact in await run.BuildAsync(wave, cancellation)) results[artifact.Name] = artifact;
                }
            }
            finally
            {
                RemoveForgotten(build, writer, state, names);
                hashes.Save();
                layers.Save(alsoUsed: results.Count < names.Count || results.Values.Any(static artifact => !artifact.Rebuilt));
                state.Save();
            }
        }

        if (results.Values.Any(static artifact => artifact.Rebuilt)) Collect(build, layout);
        return [.. build.Manifest.Images.Select(image => results.GetValueOrDefault(image.Name)).OfType<BuiltArtifact>()];
    }

    // An image that left the manifest leaves the layout; one that has an error is still written there, and stays.
    private static void RemoveForgotten(BuildContext build, LayoutWriter writer, ImageState state, HashSet<string> names)
    {
        var heading = build.Sources.Key("images");
        var forgotten = writer.Layout.ReadEntries().Select(static entry => entry.Name).OfType<string>()
            .Where(name => !names.Contains(name) && build.Sources.Key(SourceMap.PathOf("images", name)) == heading).ToArray();
        foreach (var name in forgotten) writer.RemoveEntry(name, CancellationToken.None);
        state.Forget(forgotten);
    }

    private static void Collect(BuildContext build, OciLayout layout)
    {
        var collected = layout.Collect();
        if (collected.Blobs > 0) build.Log.Message(BuildMessageLevel.Detail, null, FormattableString.Invariant($"{collected.Blobs} blobs nothing refers to any more were removed ({collected.Bytes} bytes)"));
    }
}
