using Legion.Build.Artifacts.Python.Backends;
using Legion.Build.Artifacts.Python.Checks;
using Legion.Build.Artifacts.Python.Checks.Rst;
using Legion.Build.Artifacts.Python.Metadata;
using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Building;

/// <content>Whether the readme will be shown.</content>
internal sealed partial class PackageJob
{
    // What our own check passes, docutils judges where it is installed; only when something is made, since it takes a process.
    private async Task CheckReadmeAsync(CoreMetadata metadata, Pyproject? pyproject, CancellationToken cancellationToken)
    {
        if (metadata.Description is not { } text || !ReadmeCheck.IsRestructured(metadata.DescriptionContentType ?? "text/x-rst") || findings.HasErrors) return;
        var environment = options.Environment ?? ToolEnvironment.OfProcess();
        var interpreters = new FrontendFinder(options, environment).Interpreters();
        var problem = await DocutilsWitness.FindProblemAsync(text, interpreters, Path.Join(context.IntermediatePath, "python"), environment, cancellationToken);
        if (problem is not null) ReportReadme(problem, pyproject);
    }

    private void ReportReadme(RstProblem problem, Pyproject? pyproject) => findings.Add(PythonRules.ReadmeWillNotRender, ReadmeLocation(pyproject, problem.Line), problem.Message);

    private SourceLocation ReadmeLocation(Pyproject? pyproject, int line)
    {
        if (pyproject?.Project is not { Readme: { } readme } project) return InManifest();
        var path = readme.File is null ? null : Path.Join(root, readme.File);
        return path is not null && File.Exists(path) ? new SourceLocation(path, new(0, 0, line, 0, line, 0)) : new SourceLocation(pyproject.Path, project.ReadmeSpan);
    }
}
