namespace Legion.Build.Manifest.Diagnostics;

/// <summary>What can be wrong with addresses and paths.</summary>
public static partial class ManifestRules
{
    /// <summary>An address that cannot be one.</summary>
    public static readonly Rule InvalidAddress = new("LEGION040", Category, RuleSeverity.Error,
        "A repository's address cannot be one",
        "'{0}' cannot be the address of a repository of type {1}: {2}",
        """
        | type | address | example |
        |---|---|---|
        | `oci` | host, port and path, without a scheme | `registry.acme.io:5000/team` |
        | `helm-http`, `pypi` | an absolute http or https URL | `https://nexus.acme.io/repository/helm/` |
        | `helm-git` | what git clones: an https, ssh or file URL, or `user@host:path` | `https://github.com/acme/charts` |
        | `directory` | a path beside the manifest, or an absolute one | `out/charts` |
        """);

    /// <summary>Plain HTTP that nobody asked for.</summary>
    public static readonly Rule PlainHttp = new("LEGION041", Category, RuleSeverity.Error,
        "Plain HTTP is not said explicitly",
        "'{0}' is plain HTTP: credentials and artifacts would travel unprotected; use https, or add 'insecure: true' if that is meant",
        """
        Plain HTTP to another machine lets anyone on the way read the credentials and change what is published. Where that
        is accepted, it is said at the repository. Addresses of the own machine need no `insecure`.

        ```yaml
        repositories:
          lab: { type: helm-http, url: http://nexus.lab/helm/, insecure: true }
        ```
        """);

    /// <summary>A key that means nothing to the type.</summary>
    public static readonly Rule UnfitKey = new("LEGION042", Category, RuleSeverity.Error,
        "A key means nothing to this type of repository",
        "'{0}' means nothing to a repository of type {1}; remove it{2}",
        """
        | key | types |
        |---|---|
        | `index` | `pypi` |
        | `branch`, `folder`, `author`, `message` | `helm-git` |
        | `method` | `helm-http` |
        | `insecure`, `ca` | `oci`, `helm-http`, `helm-git`, `pypi` |
        """);

    /// <summary>A secret in the manifest.</summary>
    public static readonly Rule SecretInAddress = new("LEGION043", Category, RuleSeverity.Error,
        "A repository's address holds credentials",
        "The address of '{0}' holds a user name or password; remove it and set LEGION_{1}_USERNAME and LEGION_{1}_PASSWORD, or keep it where {2} looks for it",
        """
        The manifest is in version control and its addresses are compiled into constants, so a secret in it is public.
        Credentials come from where each tool's users keep them (docker and podman configuration, `.netrc`, `.pypirc`,
        git's helpers), or from `LEGION_<REPOSITORY>_USERNAME`, `_PASSWORD` and `_TOKEN` in the environment.
        """);

    /// <summary>A path that leaves the manifest's folder.</summary>
    public static readonly Rule PathOutside = new("LEGION050", Category, RuleSeverity.Error,
        "A path leads outside the manifest's folder",
        "'{0}' leads outside the manifest's folder; artifacts are made only from what lies beneath it, so move the manifest up or the files in",
        """
        The manifest's folder is the wall: what a build can see is in it, so that a fingerprint of it is exact and a clone
        of the repository is enough to build. Put the manifest at the root of the repository if the sources lie beside it.

        ```yaml
        sources: [../shared]     # wrong
        sources: [shared]        # right, with the manifest one folder up
        ```
        """);

    /// <summary>A path that only one system understands.</summary>
    public static readonly Rule PathNotPortable = new("LEGION051", Category, RuleSeverity.Error,
        "A path is not relative and portable",
        "'{0}' {1}",
        """
        Paths are relative to the manifest, with `/` between their parts, so that they mean the same on every machine and
        every operating system.

        ```yaml
        path: C:\src\helm\web     # wrong
        path: /home/me/helm/web   # wrong
        path: helm/web            # right
        ```
        """);

    /// <summary>A docs link that cannot be one.</summary>
    public static readonly Rule InvalidLink = new("LEGION052", Category, RuleSeverity.Error,
        "A documentation link cannot be one",
        "'{0}' cannot be a documentation link: {1}",
        """
        A `docs` link is an absolute http or https URL, or a path relative to the manifest's `documentation`, with `/`
        between its parts. A fragment may follow.

        ```yaml
        documentation: docs/
        images:
          web: { dockerfile: web, docs: web.md#install }
        ```
        """);
}
