namespace Legion.Build.Manifest.Diagnostics;

/// <summary>What can be wrong with single artifacts.</summary>
public static partial class ManifestRules
{
    /// <summary>A Dockerfile's key at an image a project makes.</summary>
    public static readonly Rule KeyWithoutDockerfile = new("LEGION060", Category, RuleSeverity.Error,
        "A key means nothing to an image made by a .NET project",
        "'{0}' means nothing to an image made by a 'project'; remove it, or set it in the project file",
        """
        An image with `project:` is built by the .NET SDK's own container support, which has no Dockerfile, stages or RUN
        steps. What it does have (base image, user, environment) is set in the project file.
        """);

    /// <summary>A platform that cannot be one.</summary>
    public static readonly Rule InvalidPlatform = new("LEGION061", Category, RuleSeverity.Error,
        "A platform cannot be one",
        "'{0}' cannot be a platform; write OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT, such as linux/arm64{1}",
        """
        Platforms are written as in the OCI image specification, with Go's names of systems and architectures:
        `linux/amd64`, `linux/arm64`, `linux/arm/v7`, `windows/amd64`.
        """);

    /// <summary>A name of a build argument, label or secret that cannot be one.</summary>
    public static readonly Rule InvalidSettingName = new("LEGION062", Category, RuleSeverity.Error,
        "A build argument, label or secret has a name that cannot be one",
        "'{0}' cannot be the name of a {1}: {2}",
        """
        Build arguments and environment variables have names of letters, digits and `_`, not beginning with a digit. Labels
        have any name without blanks and `=`; the prefix `org.opencontainers.image.` is described by the OCI image
        specification. A secret's id has no blank, comma or `=`.
        """);

    /// <summary>An image of the templates that the chart does not list.</summary>
    public static readonly Rule ImageNotListed = new("LEGION063", Category, RuleSeverity.Warning,
        "A chart's values use an image the chart does not list",
        "'{0}' is used in 'values' but is not among the chart's 'images'; add it there",
        """
        `images` is what the chart deploys: these images are published before the chart and pinned in it. An image that
        only `values` mentions would be pinned but could be published later, or not at all.
        """);

    /// <summary>A shipped component that no chart deploys.</summary>
    public static readonly Rule ComponentNotDeployed = new("LEGION064", Category, RuleSeverity.Info,
        "No chart deploys an image that is a component",
        "No chart lists the image '{0}'; add it to the 'images' of the chart that deploys it, or write 'component: false'",
        """
        An image is a component of the cluster unless it says `component: false`, as an image for the CI pipeline does. A
        component that no chart lists is published but not pinned in any chart.
        """);

    /// <summary>A version that is not SemVer.</summary>
    public static readonly Rule InvalidVersion = new("LEGION090", Category, RuleSeverity.Error,
        "The version is not a semantic version",
        "'{0}' is not a version that can be published: {1}",
        VersionPage);
}
