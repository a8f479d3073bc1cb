using System.Formats.Tar;

using Legion.Build.Artifacts.Images.Assembly;
using Legion.Build.Artifacts.Images.Building;
using Legion.Build.Artifacts.Images.Engines;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Projects;

/// <summary>Builds .NET services with the .NET SDK's own container targets.</summary>
/// <param name="tools">What builders share.</param>
internal sealed class ProjectBuilder(BuildTools tools)
{
    /// <summary>How images built here are said to be built.</summary>
    public const string How = "dotnet publish";

    private readonly DotnetSdk sdk = new(tools.Build, EngineEnvironment.Machine);

    /// <summary>Builds an image.</summary>
    /// <param name="prepared">The image.</param>
    /// <param name="labels">The labels every image gets.</param>
    /// <param name="cancellation">Ends the SDK's processes.</param>
    /// <returns>Its manifest or index.</returns>
    /// <exception cref="ImageBuildException">The project does not publish.</exception>
    public async Task<Descriptor> BuildAsync(PreparedImage prepared, IReadOnlyDictionary<string, string> labels, CancellationToken cancellation)
    {
        var scratch = Path.Join(tools.Scratch, Path.GetRandomFileName());
        Directory.CreateDirectory(scratch);
        try
        {
            var writer = new ImageWriter(tools.Layout, tools.Build);
            var manifests = new List<Descriptor>();
            for (var i = 0; i < prepared.Platforms.Count; i++)
            {
                var (platform, folder) = (prepared.Platforms[i], Path.Join(scratch, FormattableString.Invariant($"out.{i}")));
                var image = await tools.Bases.GetAsync(prepared.Projects[i].BaseImage, platform, cancellation);
                await PublishAsync(prepared, platform, image, scratch, folder, cancellation);

                // The base's layers keep their blobs, and its history its times.
                var known = image.Layers.DistinctBy(static layer => layer.DiffId).ToDictionary(static layer => layer.DiffId);
                var (config, layers) = new EngineImport(tools.Layout, tools.Build.SourceDateEpoch ?? 0).Read(folder, platform, known, image.Config.History.Length, cancellation);
                await tools.BringAsync(layers.Where(layer => known.ContainsKey(layer.DiffId)), [image], cancellation);
                manifests.Add(writer.Write(prepared, null, config, layers, labels));
            }

            return writer.Join(manifests);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task PublishAsync(PreparedImage prepared, Platform platform, BaseImage image, string scratch, string folder, CancellationToken cancellation)
    {
        // The SDK takes bases from registries alone. This one has what the base meant when the fingerprint was taken, wherever it came from.
        await using var registry = new LoopbackRegistry(image.Layout, image.Manifest);
        var archive = folder + ".tar";
        string[] arguments =
        [
            "publish", prepared.File, "--configuration", "Release", "--nologo", "--os", platform.Os, "--arch", DotnetSdk.Architecture(platform), "--artifacts-path", Path.Join(scratch, "artifacts"),
            "-t:PublishContainer", "-p:ContainerImageFormat=OCI", $"-p:ContainerArchiveOutputPath={archive}", $"-p:ContainerRepository={prepared.Image.Name}", "-p:ContainerImageTag=built",
            $"-p:ContainerBaseImage={registry.Host}/base@{image.Manifest.Digest}",
            "-p:ContainerGenerateLabels=false", "-p:Deterministic=true", "-p:ContinuousIntegrationBuild=true",
            $"-p:Version={sdk.Version}",
            // Neither where the sources are nor where they are compiled stands in what is compiled.
            $"-p:PathMap={Escaped(tools.Build.Root)}=/_/%2C{Escaped(scratch)}=/_/build/",
        ];
        await sdk.RunAsync(prepared, arguments, Around(registry.Host), question: false, "does not publish", cancellation);
        if (!File.Exists(archive)) throw sdk.Fail(prepared, "does not publish: the SDK wrote no image");
        Directory.CreateDirectory(folder);
        await TarFile.ExtractToDirectoryAsync(archive, folder, overwriteFiles: true, cancellation);
    }

    // No proxy stands between this machine and itself.
    private static Dictionary<string, string> Around(string host)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (string[])["NO_PROXY", "no_proxy"])
        {
            if (EngineEnvironment.Machine.Variable(name) is { } others || name == "NO_PROXY") variables[name] = string.Join(',', host, EngineEnvironment.Machine.Variable(name)).TrimEnd(',');
        }

        return variables;
    }

    // MSBuild's own escapes, for characters that separate one value from the next.
    private static string Escaped(string path) => path.Replace("%", "%25", StringComparison.Ordinal).Replace(",", "%2C%2C", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace("=", "%3D%3D", StringComparison.Ordinal);
}
