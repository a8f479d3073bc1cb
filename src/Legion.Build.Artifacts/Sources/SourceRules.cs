using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Sources;

/// <summary>What can be wrong between a manifest and the files it names (LEGION170–189).</summary>
public static class SourceRules
{
    /// <summary>A path that leads nowhere.</summary>
    public static readonly Rule PathMissing = new(
        "LEGION170",
        "Manifest",
        RuleSeverity.Error,
        "A path of the manifest leads nowhere",
        "{0} names {1} '{2}', which does not exist{3} Paths are relative to the folder of the manifest.",
        """
        Every path of the manifest is relative to the manifest's own folder and must exist when the build starts. The artifact that names
        it is not made; all others are.

        Correct the path, or create the file. Names are compared letter by letter: `Containers/edi` and `containers/edi` are two folders on Linux.

        ```yaml
        images:
          k8s-edi:
            dockerfile: containers/edi/Dockerfile   # <folder of distributions.yaml>/containers/edi/Dockerfile
        ```
        """);

    /// <summary>A path that leads to a file where a folder is needed, or the reverse.</summary>
    public static readonly Rule WrongKind = new(
        "LEGION171",
        "Manifest",
        RuleSeverity.Error,
        "A path leads to the wrong kind of thing",
        "{0} needs {1}, but '{2}' is {3}.",
        """
        A chart and a Python package are folders; a Dockerfile is a file, or a folder that has a file named `Dockerfile`; a .NET project is a
        project file.

        ```yaml
        charts:
          legion: { path: helms/legion }        # the folder that holds Chart.yaml, not Chart.yaml itself
        ```
        """);

    /// <summary>A link that leads out of the manifest's folder.</summary>
    public static readonly Rule LeavesRoot = new(
        "LEGION172",
        "Manifest",
        RuleSeverity.Error,
        "A path leaves the manifest's folder through a link",
        "{0} names '{1}', a symbolic link that leads out of the manifest's folder (to '{2}'). Move what is needed below the manifest, or move the manifest up.",
        """
        An artifact is made from what lies below the manifest's folder and from nothing else: only then do two clones of the repository give
        the same bytes. A symbolic link out of it would make the artifact depend on the machine.

        Move the files below the manifest's folder, or move `distributions.yaml` up to the folder that holds both.
        """);

    /// <summary>A documentation link that leads nowhere.</summary>
    public static readonly Rule DocumentationMissing = new(
        "LEGION173",
        "Manifest",
        RuleSeverity.Warning,
        "A documentation link leads nowhere",
        "{0} links to '{1}', which does not exist{2} Links are relative to 'documentation' ('{3}').",
        """
        `docs` is shown in IntelliSense and on the distributions page; a link that leads nowhere is worse than none. Relative links are looked
        up below the manifest's `documentation` folder; absolute URLs are not checked.

        ```yaml
        documentation: docs/
        images:
          k8s-edi: { dockerfile: containers/edi, docs: cmp_edi.md }    # docs/cmp_edi.md
        ```
        """);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [PathMissing, WrongKind, LeavesRoot, DocumentationMissing];
}
