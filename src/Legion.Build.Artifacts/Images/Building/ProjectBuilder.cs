using System.Formats.Tar;

using Legion.Build.Artifacts.Images.Assembly;
using Legion.Build.Artifacts.Images.Engines;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Manifest.Reading;
using Legion.Build.Oci;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Building;

/// <summary>Builds .NET services with the .NET SDK's own container targets.</summary>
/// <param name="tools">What builders share.</param>
internal sealed class ProjectBuilder(BuildTools tools)
{
    /// <summary>How images built here are said to be built.</summary>
    public const string How = "dotnet publish";

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
            foreach (var platform in prepared.Platforms)
            {
                var folder = Path.Join(scratch, FormattableString.Invariant($"out.{manifests.Count}"));
                await PublishAsync(prepared, platform, scratch, folder, cancellation);
                var (config, layers) = new EngineImport(tools.Layout, tools.Build.SourceDateEpoch ?? 0).Read(folder, platform, new Dictionary<Digest, AssembledLayer>(), 0, cancellation);
                manifests.Add(writer.Write(prepared, null, config, layers, labels));
            }

            return writer.Join(manifests);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task PublishAsync(PreparedImage prepared, Platform platform, string scratch, string folder, CancellationToken cancellation)
    {
        var environment = EngineEnvironment.Machine;
        var dotnet = environment.Variable("DOTNET_HOST_PATH") ?? environment.Program("dotnet") ?? throw Fail(prepared, "cannot be built: there is no dotnet on PATH");
        var archive = folder + ".tar";
        string[] arguments =
        [
            "publish", prepared.File, "--configuration", "Release", "--nologo", "--os", platform.Os, "--arch", Architecture(platform), "--artifacts-path", Path.Join(scratch, "artifacts"),
            "-t:PublishContainer", "-p:ContainerImageFormat=OCI", $"-p:ContainerArchiveOutputPath={archive}", $"-p:ContainerRepository={prepared.Image.Name}", "-p:ContainerImageTag=built",
            "-p:ContainerGenerateLabels=false", "-p:Deterministic=true", "-p:ContinuousIntegrationBuild=true",
            $"-p:Version={tools.Build.Version.SemVer}",
            // Neither where the sources are nor where they are compiled stands in what is compiled.
            $"-p:PathMap={Escaped(tools.Build.Root)}=/_/%2C{Escaped(scratch)}=/_/build/",
        ];
        var command = new EngineCommand(dotnet, arguments, prepared.Image.Name) { Environment = InsecureRegistries(environment) };
        var (code, output, last) = await new EngineProcess(tools.Build.Log, []).TryRunAsync(command, cancellation);
        if (code != 0 || !File.Exists(archive))
        {
            var error = output.Split('\n').FirstOrDefault(static line => line.Contains(": error ", StringComparison.Ordinal))?.Trim();
            throw Fail(prepared, "does not publish: " + (error ?? EngineException.Words(last)));
        }

        Directory.CreateDirectory(folder);
        await TarFile.ExtractToDirectoryAsync(archive, folder, overwriteFiles: true, cancellation);
    }

    // What the manifest says of a registry as a destination holds for it as the place of a base.
    private Dictionary<string, string> InsecureRegistries(EngineEnvironment environment)
    {
        const string name = "DOTNET_CONTAINER_INSECURE_REGISTRIES";
        var hosts = tools.Build.Manifest.Repositories.Where(static repository => repository.Insecure)
            .SelectMany(static repository => new[] { repository.Pull, repository.Push }).OfType<string>().Select(static location => location.Split("://")[^1].Split('/')[0]);
        return new(StringComparer.Ordinal) { [name] = string.Join(',', hosts.Concat((environment.Variable(name) ?? "").Split(',')).Where(static host => host.Length > 0).Distinct()) };
    }

    // MSBuild's own escapes, for characters that separate one value from the next.
    private static string Escaped(string path) => path.Replace("%", "%25", StringComparison.Ordinal).Replace(",", "%2C%2C", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace("=", "%3D%3D", StringComparison.Ordinal);

    private ImageBuildException Fail(PreparedImage prepared, string how) =>
        new(ImageRules.ProjectFailed.At(tools.Build.Sources.Value(SourceMap.PathOf("images", prepared.Image.Name, "project")), prepared.Image.Project, prepared.Image.Name, how));

    // The .NET SDK's names for what OCI calls otherwise.
    private static string Architecture(Platform platform) => platform.Architecture switch
    {
        "amd64" => "x64",
        "386" => "x86",
        var other => other,
    };
}
