namespace Legion.Build.Manifest.Diagnostics;

/// <summary>What can be wrong with what refers to something else.</summary>
public static partial class ManifestRules
{
    /// <summary>A channel nobody declared.</summary>
    public static readonly Rule UnknownChannel = new("LEGION030", Category, RuleSeverity.Error,
        "A channel is not declared",
        "The channel '{0}' is not declared under 'channels'{1}",
        """
        Destinations are given by channel. A channel that is not declared has no version policy, so nothing could ever be
        published on it.

        ```yaml
        channels:
          release: { versions: stable }
        publish:
          images: { relaese: hub }       # wrong; did you mean 'release'?
        ```
        """);

    /// <summary>A repository nobody declared.</summary>
    public static readonly Rule UnknownRepository = new("LEGION031", Category, RuleSeverity.Error,
        "A repository is not declared",
        "The repository '{0}' is not declared under 'repositories'{1}",
        """
        Every destination names a repository of the manifest; there its type and address stand once.

        ```yaml
        repositories:
          docker-hub: { type: oci, url: docker.io/acme }
        publish:
          images: { release: dockerhub }     # wrong; did you mean 'docker-hub'?
        ```
        """);

    /// <summary>An artifact nobody declared.</summary>
    public static readonly Rule UnknownArtifact = new("LEGION032", Category, RuleSeverity.Error,
        "An artifact is not declared",
        "The {0} '{1}' is not declared under '{2}'{3}",
        """
        `images`, `installAfter` and `dependencies` name artifacts of this manifest. A chart whose image no one builds
        would ask the cluster for an image that was never pushed.

        ```yaml
        charts:
          web: { path: helm/web, images: [wbe] }     # wrong; did you mean 'web'?
        images:
          web: { dockerfile: web, sources: [] }
        ```
        """);

    /// <summary>A repository that cannot hold the kind.</summary>
    public static readonly Rule UnfitRepository = new("LEGION033", Category, RuleSeverity.Error,
        "A repository cannot hold this kind of artifact",
        "{0} cannot be published to '{1}', which is of type {2}; {0} go to {3}",
        """
        | kind | repository types |
        |---|---|
        | charts | `helm-git`, `helm-http`, `oci`, `directory` |
        | images | `oci`, `directory` |
        | python | `pypi`, `directory` |
        """);

    /// <summary>A channel on which an artifact goes nowhere.</summary>
    public static readonly Rule MissingDestination = new("LEGION034", Category, RuleSeverity.Warning,
        "A kind of artifact has no destination on a channel",
        "{0} have no destination on the channel '{1}'; name a repository, or write '{1}: []' to publish none there",
        """
        A publish on that channel would leave these artifacts out, and a release that is not whole is worse than none. Say
        where they go, or say that they go nowhere with an empty list.

        ```yaml
        publish:
          python: { release: pypi, development: [] }
        ```
        """);

    /// <summary>Charts that wait for each other.</summary>
    public static readonly Rule InstallCycle = new("LEGION035", Category, RuleSeverity.Error,
        "Charts wait for each other",
        "The charts wait for each other and none can be installed first: {0}; remove one 'installAfter'",
        """
        `installAfter` orders installation and publishing. A cycle has no first chart. The message spells the cycle out.

        ```yaml
        charts:
          crds: { path: helm/crds }
          app:  { path: helm/app, installAfter: [crds] }
        ```
        """);

    /// <summary>Artifacts that depend on each other.</summary>
    public static readonly Rule DependencyCycle = new("LEGION036", Category, RuleSeverity.Error,
        "Artifacts depend on each other",
        "The {0} depend on each other: {1}; remove one of the 'dependencies'",
        """
        A chart carries its dependencies as subcharts, and a Python package requires its dependencies at its own version.
        Neither can be made when what it needs needs it in turn. The message spells the cycle out.
        """);

    /// <summary>An artifact that refers to itself.</summary>
    public static readonly Rule SelfReference = new("LEGION037", Category, RuleSeverity.Error,
        "An artifact refers to itself",
        "'{0}' names itself in '{1}'; remove it",
        """
        An artifact can neither wait for itself nor contain itself. Often another one was meant.

        ```yaml
        charts:
          app: { path: helm/app, installAfter: [app] }      # wrong
          app: { path: helm/app, installAfter: [crds] }     # right
        ```
        """);

    /// <summary>A repository nothing goes to.</summary>
    public static readonly Rule UnusedRepository = new("LEGION038", Category, RuleSeverity.Info,
        "Nothing is published to a repository",
        "Nothing is published to the repository '{0}'; name it under 'publish' or remove it",
        """
        A place that no destination names is either forgotten in `publish` or left from earlier.
        """);

    /// <summary>A template that cannot be filled.</summary>
    public static readonly Rule InvalidTemplate = new("LEGION039", Category, RuleSeverity.Error,
        "A template cannot be filled",
        "{0}",
        """
        Templates are text with `${…}` in it; `$${` stands for a literal `${`.

        | where | what may stand in it |
        |---|---|
        | chart `values` | `${repository}`, `${version}`, `${image:NAME}` |
        | channel `tags`, `gitTag` | `${version}`, `${major}`, `${minor}`, `${patch}`, `${channel}` |
        | repository `message` | `${version}`, `${channel}`, `${product}` |

        ```yaml
        channels:
          release: { versions: stable, tags: ["${major}.${minor}", latest], gitTag: "v${version}" }
        ```
        """);
}
