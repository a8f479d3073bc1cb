namespace Legion.Build.Manifest.Diagnostics;

/// <summary>What can be wrong with the manifest's structure: keys and the kinds of their values.</summary>
public static partial class ManifestRules
{
    /// <summary>There is nothing in the manifest.</summary>
    public static readonly Rule Empty = new("LEGION004", Category, RuleSeverity.Error,
        "The manifest is empty",
        "The manifest is empty; begin with 'apiVersion: {0}' and 'product: NAME'",
        """
        A manifest says what a product ships and where. The smallest one that makes something:

        ```yaml
        apiVersion: legion.build/v1
        product: Acme
        images:
          web: { dockerfile: web, sources: [] }
        ```
        """);

    /// <summary>There is more than one document.</summary>
    public static readonly Rule ManyDocuments = new("LEGION005", Category, RuleSeverity.Error,
        "The manifest has more than one document",
        "A manifest is one YAML document, and another begins here; remove the '---' or move what follows to a manifest of its own",
        """
        One project owns one manifest. What stands after a second `---` would belong to another product, so it is refused
        rather than left out in silence.
        """);

    /// <summary>No artifact is declared.</summary>
    public static readonly Rule NoArtifacts = new("LEGION006", Category, RuleSeverity.Warning,
        "The manifest declares no artifact",
        "The manifest declares no artifact; add one under 'charts', 'images' or 'python'",
        """
        A build of this manifest makes nothing. Usually a section is commented out or stands at a wrong indentation.

        ```yaml
        images:
          web: { dockerfile: web, sources: [] }
        ```
        """);

    /// <summary>The apiVersion is another.</summary>
    public static readonly Rule ApiVersion = new("LEGION010", Category, RuleSeverity.Error,
        "The manifest's apiVersion is not known",
        "apiVersion '{0}' is not known; this version of Legion.Build reads '{1}'",
        """
        `apiVersion` names the grammar a manifest is written in. This version of Legion.Build reads `legion.build/v1`; a
        manifest written for a later grammar needs a later `Legion.Build.Sdk`.

        ```yaml
        apiVersion: legion.build/v1
        ```
        """);

    /// <summary>A key that does not exist.</summary>
    public static readonly Rule UnknownKey = new("LEGION011", Category, RuleSeverity.Error,
        "A key is not known",
        "'{0}' is no key of {1}{2}",
        """
        A key that nothing reads is a fact that gets lost, so it is an error and not ignored. The message names the
        nearest key that exists, or all that exist here.

        ```yaml
        images:
          web:
            dockerfle: web      # wrong; did you mean 'dockerfile'?
        ```
        """);

    /// <summary>A key or name that is there twice.</summary>
    public static readonly Rule Duplicate = new("LEGION012", Category, RuleSeverity.Error,
        "A key or name is declared twice",
        "'{0}' is already declared in {1} at line {2}; rename or remove one of the two",
        """
        Most YAML readers take the last of two equal keys and drop the other without a word. Two artifacts, repositories
        or channels of one name are always a mistake, and so are two equal keys of one of them.
        """);

    /// <summary>A key that must be there is not.</summary>
    public static readonly Rule MissingKey = new("LEGION013", Category, RuleSeverity.Error,
        "A required key is missing",
        "{0} needs {1}",
        """
        The key carries a fact that cannot be guessed. Where one of several will do, the message says so: an image is made
        from a `dockerfile` or a `project`; a repository has one `url`, or a `push` and a `pull` address.

        ```yaml
        charts:
          web: { path: helm/web }
        repositories:
          hub:   { type: oci, url: docker.io/acme }
          nexus: { type: oci, push: nexus.acme.io:8443/acme, pull: nexus.acme.io/acme }
        ```
        """);

    /// <summary>A value of another kind than the key takes.</summary>
    public static readonly Rule WrongKind = new("LEGION014", Category, RuleSeverity.Error,
        "A value is of the wrong kind",
        "{0} takes {1}, not {2}{3}",
        """
        Each key takes one kind of value: text, a truth value, a list or a map. Plain `1.10`, `true` and `null` are a
        number, a truth value and nothing to YAML; quoted they are text.

        ```yaml
        images:
          web:
            target: 1.10          # wrong: the number 1.1
            target: "1.10"        # right
            sources: src          # wrong
            sources: [src]        # right
        ```
        """);

    /// <summary>A value that is none of the allowed ones.</summary>
    public static readonly Rule UnknownValue = new("LEGION015", Category, RuleSeverity.Error,
        "A value is none of the allowed ones",
        "'{0}' is no value of '{1}'{2}",
        """
        The key takes one of a few words; the message lists them.

        ```yaml
        repositories:
          hub: { type: oci, url: docker.io/acme, access: public }   # access: public or internal
        ```
        """);

    /// <summary>A value that must say something is empty.</summary>
    public static readonly Rule EmptyValue = new("LEGION016", Category, RuleSeverity.Error,
        "A value is empty",
        "{0} is empty; write a value or remove the key",
        """
        An empty text means neither "none" nor "the default" here. Leave the key out to get its default.

        ```yaml
        images:
          web: { dockerfile: web, target: "" }     # wrong
          web: { dockerfile: web }                 # right: the last stage
        ```
        """);

    /// <summary>Keys that exclude each other.</summary>
    public static readonly Rule ConflictingKeys = new("LEGION017", Category, RuleSeverity.Error,
        "Two keys exclude each other",
        "'{0}' cannot stand beside '{1}' in {2}; keep one of them",
        """
        An image is made from a `dockerfile` or by a .NET `project`, never both. A repository has one `url` for reading and
        writing, or a `push` and a `pull` address. A secret comes from an `env` variable or a `file`.
        """);

    /// <summary>The same element twice in a list.</summary>
    public static readonly Rule Repeated = new("LEGION018", Category, RuleSeverity.Warning,
        "A list names the same thing twice",
        "'{0}' is already in this list; remove one of the two",
        """
        The second mention changes nothing. Often one of the two was meant to be another name.
        """);
}
