using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Reading;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Legion.Build.Tasks;

/// <summary>Looks into the compiled assembly for the constants: a generator that did not load leaves no other trace.</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckConstants : MSBuildTask
{
    /// <summary>The compiled assembly, absolute.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The manifest, absolute.</summary>
    [Required]
    public string ManifestPath { get; set; } = "";

    /// <summary>The project, absolute.</summary>
    [Required]
    public string ProjectPath { get; set; } = "";

    /// <summary>LegionNamespace; empty: made of the product's name.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>LegionClassName; empty: <c>Artifacts</c>.</summary>
    public string ClassName { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        // Without a model there are no constants to look for, and the build fails for that reason already.
        if (ManifestReader.Read(File.ReadAllText(ManifestPath), ManifestPath).Manifest is not { } manifest) return true;
        var (space, name) = (Namespace.Length > 0 ? Namespace : Identifiers.NamespaceFrom(manifest.Product), ClassName.Length > 0 ? ClassName : "Artifacts");
        if (Defines(space.Replace("@", "", StringComparison.Ordinal), name)) return true;
        new TaskBuildLog(Log).Report(SdkRules.GeneratorDidNotRun.At(SourceLocation.File(ProjectPath), $"{space}.{name}", ManifestPath));
        return false;
    }

    private bool Defines(string space, string name)
    {
        using var image = new PEReader(File.OpenRead(Assembly));
        var metadata = image.GetMetadataReader();
        return metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Any(t => metadata.StringComparer.Equals(t.Name, name) && metadata.StringComparer.Equals(t.Namespace, space));
    }
}
