namespace Legion.Build.Manifest.Diagnostics;

/// <summary>What can be wrong with the text as YAML.</summary>
public static partial class ManifestRules
{
    /// <summary>The text is not well-formed YAML.</summary>
    public static readonly Rule YamlSyntax = new("LEGION001", Category, RuleSeverity.Error,
        "The file is not well-formed YAML",
        "The YAML cannot be read: {0}",
        """
        Nothing after the reported place can be understood, so this is the first finding to mend; others may follow.

        The usual reasons are a tab used as indentation, a missing colon or blank after a key, a quote or bracket that is
        not closed, and a value that holds `: ` or starts with a character that means something to YAML (`@`, `%`, `*`,
        `&`, `!`, `{`, `[`). Put such values in quotes.

        ```yaml
        description: Edge: the traffic router      # wrong: a second colon
        description: "Edge: the traffic router"    # right
        ```
        """);

    /// <summary>The text is larger, deeper or more entangled than is read.</summary>
    public static readonly Rule YamlLimit = new("LEGION002", Category, RuleSeverity.Error,
        "The YAML is larger than is read",
        "The YAML {0}; split it or write it flatter",
        """
        Length, depth and the number of values (each alias counted with all it stands for) are bounded, so that a text of
        a few lines cannot take the memory of the compiler or the build. No manifest written by a person comes near the
        bounds: 8 Mi characters, 100 levels, 1,000,000 values.
        """);

    /// <summary>An alias or merge key that leads nowhere.</summary>
    public static readonly Rule YamlAlias = new("LEGION003", Category, RuleSeverity.Error,
        "An alias or merge key leads nowhere",
        "The YAML cannot be read: {0}",
        """
        An alias (`*name`) repeats the value that an anchor (`&name`) before it marks, in the same document. A merge key
        (`<<: *name`) adds the entries of a map; keys written beside it win.

        ```yaml
        images:
          edge: &service { dockerfile: containers/edge, sources: [sdk, services] }
          edi:  { <<: *service, dockerfile: containers/edi }
        ```
        """);

    private const string Category = "Manifest";
}
