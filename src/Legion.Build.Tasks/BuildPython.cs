using Legion.Build.Artifacts.Python;
using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Model;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Makes wheels and sdists of the Python packages of the manifest.</summary>
[MSBuildMultiThreadableTask]
public sealed class BuildPython : DistributionTask
{
    /// <summary>LegionPython: the interpreter for build backends; empty: the first on the search path that has what a package needs.</summary>
    public string Interpreter { get; set; } = "";

    /// <summary>LegionPythonFrontend: <c>build</c>, <c>uv</c>, or <c>auto</c> (empty): what runs build backends.</summary>
    public string Frontend { get; set; } = "";

    /// <summary>LegionPythonIsolation: <c>true</c>, <c>false</c>, or <c>auto</c> (empty): whether backends run in an environment of their own.</summary>
    public string Isolation { get; set; } = "";

    /// <summary>LegionPythonCompare: true to build each native wheel by its backend too, and to report how the two differ.</summary>
    public bool Compare { get; set; }

    /// <inheritdoc/>
    protected override bool Execute(CheckedManifest manifest, CancellationToken cancellationToken)
    {
        if (CreateContext(manifest) is not { } context) return true;
        var options = Options(Interpreter, Frontend, Isolation) with { Compare = Compare };
        return HandOver(context, ArtifactKind.Python, PythonStation.BuildAsync(context, options, cancellationToken).GetAwaiter().GetResult());
    }

    /// <summary>What the properties say.</summary>
    internal static PythonOptions Options(string interpreter, string frontend, string isolation) => new()
    {
        Interpreter = interpreter.Length > 0 ? interpreter : null,
        Frontend = frontend.ToUpperInvariant() switch { "BUILD" => PythonFrontend.Build, "UV" => PythonFrontend.Uv, _ => PythonFrontend.Auto },
        Isolation = isolation.ToUpperInvariant() switch { "TRUE" => PythonIsolation.Always, "FALSE" => PythonIsolation.Never, _ => PythonIsolation.Auto },
    };
}
