using Legion.Build.Artifacts.Images.Engines;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Manifest.Reading;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Projects;

/// <summary>Runs the .NET SDK for images that are projects.</summary>
/// <param name="build">The build.</param>
/// <param name="environment">Where dotnet is.</param>
internal sealed class DotnetSdk(BuildContext build, EngineEnvironment environment)
{
    private readonly string? program = environment.Variable("DOTNET_HOST_PATH") ?? environment.Program("dotnet");

    /// <summary>The version projects are built as.</summary>
    public string Version => build.Version.SemVer;

    // The muxer may be a link to where SDKs are.
    private string Folder => Path.GetDirectoryName(new FileInfo(program ?? "").ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program) ?? "";

    /// <summary>The SDKs there are: which of them builds a project depends on these and on global.json.</summary>
    public string Installed
    {
        get
        {
            var folder = program is null ? "" : Path.Join(Folder, "sdk");
            return Directory.Exists(folder) ? string.Join(' ', Directory.GetDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)) : "";
        }
    }

    /// <summary>The SDK's names for what OCI calls otherwise.</summary>
    /// <param name="platform">A platform.</param>
    public static string Architecture(Platform platform) => platform.Architecture switch
    {
        "amd64" => "x64",
        "386" => "x86",
        var other => other,
    };

    /// <summary>True for a file that comes with the SDK.</summary>
    /// <param name="path">Absolute path.</param>
    public bool Owns(string path) => program is not null && path.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Runs it.</summary>
    /// <param name="prepared">The image it works for.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Variables set for it.</param>
    /// <param name="question">True for a question, whose answer is no progress.</param>
    /// <param name="failure">What it means when it fails.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ImageBuildException">It failed, or is not there.</exception>
    public async Task RunAsync(
        PreparedImage prepared, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, bool question, string failure, CancellationToken cancellation)
    {
        var dotnet = program ?? throw Fail(prepared, "cannot be built: there is no dotnet on PATH");
        var command = new EngineCommand(dotnet, arguments, prepared.Image.Name) { Environment = variables, IsQuestion = question };
        var (code, output, last) = await new EngineProcess(build.Log, []).TryRunAsync(command, cancellation);
        if (code == 0) return;
        var error = output.Split('\n').FirstOrDefault(static line => line.Contains(": error ", StringComparison.Ordinal))?.Trim();
        throw Fail(prepared, failure + ": " + (error ?? EngineException.Words(last)));
    }

    /// <summary>An error at the project the manifest names.</summary>
    /// <param name="prepared">The image.</param>
    /// <param name="how">What is wrong with it.</param>
    public ImageBuildException Fail(PreparedImage prepared, string how) =>
        new(ImageRules.ProjectFailed.At(build.Sources.Value(SourceMap.PathOf("images", prepared.Image.Name, "project")), prepared.Image.Project, prepared.Image.Name, how));
}
