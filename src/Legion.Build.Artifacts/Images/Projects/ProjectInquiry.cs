using System.Text;
using System.Text.RegularExpressions;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Projects;

/// <summary>Asks MSBuild what a project is made from. Nothing is restored, compiled or written among the sources.</summary>
/// <param name="sdk">Runs MSBuild.</param>
internal sealed partial class ProjectInquiry(DotnetSdk sdk)
{
    // Evaluates what it refers to as well; SDKs of any language give these items to their compilers and to publish.
    private const string Targets = """
        <Project>
          <Target Name="_LegionInputs" Returns="@(_LegionInput)">
            <MSBuild Projects="@(ProjectReference)" Targets="_LegionInputs" SkipNonexistentProjects="true" Condition="'@(ProjectReference)' != ''">
              <Output TaskParameter="TargetOutputs" ItemName="_LegionInput" />
            </MSBuild>
            <ItemGroup>
              <_LegionInput Include="$(MSBuildProjectFullPath)" Kind="project" />
              <_LegionInput Include="@(Compile->'%(FullPath)');@(EmbeddedResource->'%(FullPath)');@(Content->'%(FullPath)');@(None->'%(FullPath)')" Kind="item" />
              <_LegionInput Include="@(AdditionalFiles->'%(FullPath)');@(EditorConfigFiles->'%(FullPath)');@(Analyzer->'%(FullPath)')" Kind="item" />
              <_LegionHint Include="@(Reference->'%(HintPath)')" Condition="'%(Reference.HintPath)' != ''" />
              <_LegionInput Include="@(_LegionHint->'%(FullPath)')" Kind="item" />
            </ItemGroup>
          </Target>
          <Target Name="_LegionReport" DependsOnTargets="ComputeContainerBaseImage;_LegionInputs">
            <ItemGroup>
              <_LegionLine Include="base=$(ContainerBaseImage);sdk=$(NETCoreSdkVersion);@(_LegionInput->'%(Kind)=%(Identity)')" />
            </ItemGroup>
            <WriteLinesToFile File="$(_LegionReportFile)" Lines="@(_LegionLine)" Overwrite="true" />
          </Target>
        </Project>
        """;

    /// <summary>Asks.</summary>
    /// <param name="prepared">The image.</param>
    /// <param name="platform">The platform it is for.</param>
    /// <param name="scratch">Absolute path of a folder for files that are needed meanwhile.</param>
    /// <param name="cancellation">Ends MSBuild.</param>
    /// <exception cref="ImageBuildException">The project cannot be evaluated.</exception>
    public async Task<ProjectReport> AskAsync(PreparedImage prepared, Platform platform, string scratch, CancellationToken cancellation)
    {
        var (targets, answer, log) = (Path.Join(scratch, "legion.targets"), Path.Join(scratch, "answer"), Path.Join(scratch, "log"));
        AtomicFile.Write(targets, Encoding.UTF8.GetBytes(Targets));
        File.Delete(answer);
        string[] arguments =
        [
            "msbuild", prepared.File, "-nologo", "-verbosity:quiet", "-nodeReuse:false", "-t:_LegionReport", "-p:Configuration=Release", $"-p:RuntimeIdentifier={platform.Os}-{DotnetSdk.Architecture(platform)}",
            $"-p:ArtifactsPath={Path.Join(scratch, "artifacts")}", $"-p:Version={sdk.Version}", $"-p:_LegionReportFile={answer}",
            $"-p:CustomAfterMicrosoftCommonTargets={targets}", $"-p:CustomAfterMicrosoftCommonCrossTargetingTargets={targets}",
            $"-fileLoggerParameters:LogFile={log};Verbosity=diagnostic",
        ];
        // What a project imports is in no property; the log has it, in one language or another.
        await sdk.RunAsync(prepared, arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["MSBUILDLOGIMPORTS"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" }, question: true, "cannot be read", cancellation);
        if (!File.Exists(answer)) throw sdk.Fail(prepared, "cannot be read: it is no project of the .NET SDK that can be an image");
        var lines = (await File.ReadAllLinesAsync(answer, cancellation)).Where(static line => line.Length > 0).Select(static line => line.Split('=', 2)).ToLookup(static part => part[0], static part => part[1]);
        if (lines["base"].FirstOrDefault() is not { Length: > 0 } image) throw sdk.Fail(prepared, "cannot be read: it names no image to begin from; set ContainerBaseImage");
        var imports = (await File.ReadAllLinesAsync(log, cancellation)).Select(static line => Import().Match(line)).Where(static match => match.Success).Select(static match => match.Groups["path"].Value);
        string[] Own(IEnumerable<string> paths) => [.. paths.Distinct().Where(path => !sdk.Owns(path) && path != targets).Order(StringComparer.Ordinal)];
        return new(image, lines["sdk"].FirstOrDefault() ?? "", Own(lines["project"]), Own(imports), Own(lines["item"]));
    }

    [GeneratedRegex("""^\s*Importing project "(?<path>[^"]+)" into project """, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Import();
}
