namespace Legion.Build.Artifacts.Python.Project;

/// <content>The fields of <c>[project]</c>.</content>
internal sealed partial class PyprojectReader
{
    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal)
    {
        "name", "version", "description", "readme", "requires-python", "license", "license-files", "authors", "maintainers", "keywords",
        "classifiers", "urls", "scripts", "gui-scripts", "entry-points", "dependencies", "optional-dependencies", "dynamic",
    };

    private static readonly Dictionary<string, string> ReadmeTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".md"] = "text/markdown",
        [".rst"] = "text/x-rst",
        [".txt"] = "text/plain",
        [""] = "text/plain",
    };
}
