namespace Legion.Build.Manifest.Diagnostics;

/// <summary>What can be wrong with names.</summary>
public static partial class ManifestRules
{
    /// <summary>A name its kind does not allow.</summary>
    public static readonly Rule InvalidName = new("LEGION020", Category, RuleSeverity.Error,
        "A name is not allowed for its kind",
        "'{0}' cannot be the name of {1}: {2}",
        """
        The name is used as it stands in the world the artifact is published to, so it follows that world's grammar:

        | kind | grammar | source |
        |---|---|---|
        | chart | letters and digits, with `.`, `_` and `-` between them; at most 250 characters | what `helm create` takes |
        | image | small letters and digits, joined by `.`, `_`, `__` or `-`; parts joined by `/`; at most 255 characters | OCI distribution specification, repository names |
        | Python package | letters and digits, joined by `.`, `_` or `-` | PEP 508 |
        | channel, repository | letters, digits, `.`, `_` and `-`, a letter or digit first | |
        """);

    /// <summary>Two names that give one identifier.</summary>
    public static readonly Rule IdentifierCollision = new("LEGION021", Category, RuleSeverity.Error,
        "Two names become the same C# identifier",
        "'{0}' and '{1}' (line {2}) both become the C# identifier {3}; rename one of them",
        """
        Every name becomes a C# identifier by one function: cut into words at each character that an identifier cannot
        hold, each word with a capital first letter. Two names of one section that meet there would be one constant, and
        one of the artifacts would be lost.

        ```yaml
        images:
          k8s-edi: { … }
          k8s_edi: { … }     # wrong: K8sEdi too
        ```
        """);

    /// <summary>A product that makes no namespace.</summary>
    public static readonly Rule InvalidProduct = new("LEGION022", Category, RuleSeverity.Error,
        "The product's name has no letter or digit",
        "'{0}' cannot be the name of a product: {1}",
        """
        The product names the namespace of the generated constants: parts between dots, each mapped as other names are. So
        each part needs at least one letter or digit.

        ```yaml
        product: Acme.Platform
        ```
        """);

    /// <summary>Two Python names that an index takes for one.</summary>
    public static readonly Rule PythonNamesMeet = new("LEGION023", Category, RuleSeverity.Error,
        "Two Python packages are one to an index",
        "'{0}' and '{1}' (line {2}) are both '{3}' to a package index; rename one of them",
        """
        PEP 503 compares names without case and takes any run of `-`, `_` and `.` for one `-`. Two packages whose names are
        equal then would overwrite each other.
        """);
}
