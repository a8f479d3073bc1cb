using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Generators.Diagnostics;

/// <summary>What can be wrong with how a C# project uses a manifest (LEGION600–699).</summary>
public static class UsageRules
{
    /// <summary>A name written out although there is a constant for it.</summary>
    public static readonly Rule NameLiteral = new("LEGION600", "Usage", RuleSeverity.Info,
        "A literal repeats an artifact's name",
        "\"{0}\" is the name of {1}; {2} follows the manifest when it is renamed",
        """
        The constants are made from the manifest, so that renaming an artifact breaks the code that used the old name. A name
        written out as a literal stays behind in silence.

        ```csharp
        if (name == "k8s-edi") …                           // LEGION600
        if (name == Artifacts.Images.Names.K8sEdi) …       // a constant: also for attributes and case labels
        ```

        The code fix replaces it, everywhere at once if asked. Switch the rule off where a word only happens to be a name:
        `dotnet_diagnostic.LEGION600.severity = none`.
        """);

    /// <summary>A reference written out although a constant knows it.</summary>
    public static readonly Rule ReferenceLiteral = new("LEGION601", "Usage", RuleSeverity.Info,
        "A literal repeats an artifact's reference",
        "This is where {0} is found on the channel '{1}'; {2} follows the manifest when the place changes",
        """
        Registries move, organisations are renamed, and a reference written out as a literal stays behind. The constants know
        where each channel's versions of an artifact are.

        ```csharp
        var image = "docker.io/legionplatform/k8s-edi:1.0.0";                              // LEGION601
        var image = Artifacts.Images.K8sEdi.ReferenceOn(Channel.Release, "1.0.0");
        ```

        Interpolated strings are seen too, when what follows the name is one interpolated string. Places that ask for a
        compile-time constant (attributes, `case`, `const`) are left alone.
        """);

    /// <summary>A reference to something nobody declares.</summary>
    public static readonly Rule UnknownReference = new("LEGION602", "Usage", RuleSeverity.Warning,
        "A literal refers to an artifact that is not declared",
        "This looks like a reference in the repository '{0}', but the manifest declares no {1} '{2}'{3}",
        """
        The literal begins with the address of one of the manifest's repositories and goes on with a name that the manifest
        does not declare: a typing error, or an artifact that was renamed or removed. Nothing will be found there.

        ```csharp
        Pull("docker.io/legionplatform/k8s-edy:1.0.0");      // LEGION602: did you mean 'k8s-edi'?
        ```
        """);

    /// <summary>A LegionNamespace that cannot be one.</summary>
    public static readonly Rule InvalidNamespace = new("LEGION610", "Usage", RuleSeverity.Error,
        "LegionNamespace cannot be a namespace",
        "LegionNamespace is '{0}', which cannot be a namespace; the constants stand in {1}",
        """
        `LegionNamespace` is C# identifiers joined by dots. Without it the constants stand in the namespace that the manifest's
        `product` names.

        ```xml
        <LegionNamespace>Acme.Shipping</LegionNamespace>
        ```
        """);

    /// <summary>A LegionClassName that cannot be one.</summary>
    public static readonly Rule InvalidClassName = new("LEGION611", "Usage", RuleSeverity.Error,
        "LegionClassName cannot name the class",
        "LegionClassName is '{0}', which cannot name the class of the constants or is the name of another type there; the class is {1}",
        """
        `LegionClassName` is one C# identifier, no keyword, and none of the names that the generated code uses itself: `Artifact`,
        `ChartArtifact`, `ImageArtifact`, `PythonArtifact`, `Channel`, `Repository`, and the members of the class.
        """);

    /// <summary>A LegionVisibility that is none.</summary>
    public static readonly Rule InvalidVisibility = new("LEGION612", "Usage", RuleSeverity.Error,
        "LegionVisibility is neither internal nor public",
        "LegionVisibility is '{0}'; write internal or public",
        """
        Constants are `internal` unless `LegionVisibility` says `public`. Internal ones are hidden from friend assemblies too
        (InternalsVisibleTo), which read the same manifest for themselves: otherwise every use would be ambiguous (CS0436).
        """);

    /// <summary>A LegionChannel that the manifest does not have.</summary>
    public static readonly Rule UnknownBuildChannel = new("LEGION613", "Usage", RuleSeverity.Error,
        "LegionChannel is not declared in the manifest",
        "LegionChannel is '{0}', which the manifest does not declare{1}",
        """
        `LegionChannel` says which channel a build is for and becomes `Artifacts.Channel`. Without it a build is for the last
        channel of the manifest, the least trusted one.

        ```
        dotnet build -p:LegionChannel=release -p:Version=1.0.0
        ```
        """);

    /// <summary>A version that all three worlds cannot take.</summary>
    public static readonly Rule UnusableVersion = new("LEGION614", "Usage", RuleSeverity.Info,
        "The project's version has no constants",
        "The version '{0}' has no dialects: {1}; Artifacts.Version is left out",
        """
        `Artifacts.Version` holds the build's own version as charts, Python packages and images write it. A version that one of
        them has no form for cannot be published, and has no constants. A project that only reads the constants may well have such
        a version (`1.2.3.4`), so this is no more than said.
        """);

    /// <summary>Two manifests in one namespace.</summary>
    public static readonly Rule NamespacesMeet = new("LEGION615", "Usage", RuleSeverity.Error,
        "Two manifests have one namespace",
        "The constants of this manifest would stand in {0}, as those of {1} do; set another 'product', or read one of them in another project",
        """
        A project may read several manifests when their products differ. Two of one namespace would declare the same types
        twice, so that only the first gives constants.
        """);
}
