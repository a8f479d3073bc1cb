using Legion.Build.Manifest.Naming;

namespace Legion.Build.Manifest.Grammar;

/// <summary>The grammar of <c>distributions.yaml</c>, in one table: what the reader takes and what the JSON Schema describes.</summary>
internal static class ManifestGrammar
{
    public const string ApiVersion = "legion.build/v1";

    public static readonly ObjectShape Channel = new("a channel",
        new("versions", TextShape.OneOf("stable", "prerelease", "any"), "Which versions the channel takes: stable (1.2.3), prerelease (1.2.3-rc.1) or any."),
        new("mutable", FlagShape.Value, "True when a published version may be overwritten with other bytes; false unless written."),
        new("description", TextShape.Any, "What the channel is for."),
        new("tags", ListShape.OfText, "Floating image tags, moved after everything else is published: latest, ${major}.${minor}."),
        new("gitTag", TextShape.Any, "Git tag set in the source repository after a publish, such as v${version}."));

    public static readonly ObjectShape Repository = new("a repository",
        new("type", TextShape.OneOf("oci", "helm-git", "helm-http", "pypi", "directory"), "The protocol it speaks.") { IsRequired = true },
        new("url", TextShape.Any, "Its address, for reading and writing; a registry's has no scheme."),
        new("push", TextShape.Any, "Where publishing writes, when that differs from where users read."),
        new("pull", TextShape.Any, "Where users read, when that differs from where publishing writes."),
        new("index", TextShape.Any, "PEP 503 simple index of a pypi repository."),
        new("access", TextShape.OneOf("public", "internal"), "Who can reach it: public (the internet, the default) or internal (the CI network)."),
        new("description", TextShape.Any, "What the place is for."),
        new("insecure", FlagShape.Value, "True to speak plain HTTP to another machine."),
        new("ca", TextShape.Path, "PEM file with a private certificate authority, relative to the manifest."),
        new("branch", TextShape.Any, "Branch of a helm-git repository; its default branch unless written."),
        new("folder", TextShape.Any, "Folder of a helm-git repository with packages and index.yaml; its root unless written."),
        new("author", TextShape.Any, "Commit author of a helm-git repository, as in 'Name <mail@example.org>'."),
        new("message", TextShape.Any, "Commit message of a helm-git repository; may hold ${version}, ${channel} and ${product}."),
        new("method", TextShape.OneOf("put", "post"), "How a helm-http repository takes an upload: put (Nexus, WebDAV; the default) or post (ChartMuseum)."))
    {
        Alternatives = [["url"], ["push", "pull"]],
    };

    public static readonly MapShape Destinations = new()
    {
        Item = new ListShape { Item = TextShape.Any, AllowsSingle = true },
        ItemNoun = "a destination",
    };

    public static readonly ObjectShape Publish = new("publish",
        new("charts", Destinations, "Where charts go, by channel: a repository or a list of them."),
        new("images", Destinations, "Where images go, by channel: a repository or a list of them."),
        new("python", Destinations, "Where Python packages go, by channel: a repository or a list of them."));

    public static readonly ObjectShape Chart = new("a chart",
        new("path", TextShape.Path, "The chart's folder, relative to the manifest.") { IsRequired = true },
        DescriptionKey,
        DocsKey,
        new("installAfter", ListShape.OfText, "Charts that must be installed, and so published, before this one."),
        new("images", ListShape.OfText, "Images that the chart deploys; they are published before it and pinned in it."),
        new("values", SettingsShape.Nested, "What is stamped into values.yaml at packaging; may hold ${repository}, ${version}, ${image:NAME}."),
        new("dependencies", ListShape.OfText, "Charts of this manifest that it carries as subcharts."),
        PublishKey);

    public static readonly ObjectShape Secret = new("a secret",
        new("id", TextShape.Any, "The id that RUN --mount=type=secret names.") { IsRequired = true },
        new("env", TextShape.Any, "The environment variable that holds it."),
        new("file", TextShape.Path, "The file that holds it, relative to the manifest."))
    {
        Alternatives = [["env"], ["file"]],
    };

    public static readonly ObjectShape Image = new("an image",
        new("dockerfile", TextShape.Path, "A Dockerfile, or a folder that means its Dockerfile with the folder as context."),
        new("project", TextShape.Path, "A .NET project, built by the .NET SDK's own container support."),
        new("target", TextShape.Any, "The stage to build; the last one unless written."),
        new("sources", ListShape.OfPaths, "All that the build may see beside the Dockerfile's folder: folders or files, relative to the manifest."),
        new("args", SettingsShape.Flat, "Build arguments."),
        new("platforms", ListShape.OfText, "Platforms such as linux/arm64; linux/amd64 unless written."),
        new("labels", SettingsShape.Flat, "Labels laid over the Dockerfile's own."),
        new("component", FlagShape.Value, "False for an image that is shipped but is no component of the cluster."),
        new("engine", TextShape.OneOf("auto", "docker", "podman", "buildah", "embedded"), "The engine that must build it; LegionImageEngine decides unless written."),
        new("network", TextShape.OneOf("none", "host", "default"), "Network of RUN steps; the engine's default unless written."),
        new("secrets", new ListShape { Item = Secret }, "Secrets that RUN steps may mount; never part of layers, logs or arguments."),
        new("cacheFrom", ListShape.OfText, "Cache imports, in BuildKit's notation."),
        new("cacheTo", ListShape.OfText, "Cache exports, in BuildKit's notation."),
        DescriptionKey,
        DocsKey,
        PublishKey)
    {
        Alternatives = [["dockerfile"], ["project"]],
    };

    public static readonly ObjectShape Python = new("a Python package",
        new("path", TextShape.Path, "The folder with its pyproject.toml or setup.py, relative to the manifest.") { IsRequired = true },
        DescriptionKey,
        DocsKey,
        new("versionFile", TextShape.Path, "The file whose version is stamped, in a copy, before a backend runs; relative to the package."),
        new("builder", TextShape.OneOf("auto", "native", "backend"), "Who builds it: native (in-process, pure Python), backend (PEP 517) or auto, the default."),
        new("dependencies", ListShape.OfText, "Packages of this manifest that it requires at exactly this version."),
        new("configSettings", SettingsShape.Flat, "PEP 517 config settings handed to the backend."),
        PublishKey);

    public static readonly ObjectShape Root = new("the manifest",
        new("apiVersion", TextShape.OneOf(ApiVersion), "The grammar this manifest is written in.") { IsRequired = true },
        new("product", TextShape.Any, "The product; also the namespace of the generated constants.") { IsRequired = true },
        new("description", TextShape.Any, "What the product is, in a sentence."),
        new("documentation", TextShape.Any, "Base of the relative docs links: a folder beside the manifest or an absolute URL."),
        new("source", TextShape.Any, "URL of the repository the artifacts are built from; image labels and docs pages refer to it."),
        new("channels", new MapShape { Item = Channel, ItemNoun = "a channel", Names = NameGrammar.Channel }, "Levels of trust that versions are released at, most trusted first."),
        new("repositories", new MapShape { Item = Repository, ItemNoun = "a repository", Names = NameGrammar.Repository }, "The places artifacts are published to."),
        new("publish", Publish, "Where each kind of artifact goes, by channel."),
        new("charts", new MapShape { Item = Chart, ItemNoun = "a chart", Names = NameGrammar.Chart }, "Helm charts, by name."),
        new("images", new MapShape { Item = Image, ItemNoun = "an image", Names = NameGrammar.Image }, "Container images, by name without registry and tag."),
        new("python", new MapShape { Item = Python, ItemNoun = "a Python package", Names = NameGrammar.Python }, "Python packages, by distribution name."));

    private static KeyShape DescriptionKey => new("description", TextShape.Any, "What it is, in a sentence.");

    private static KeyShape DocsKey => new("docs", new ListShape { Item = TextShape.Any, AllowsSingle = true }, "Documentation: a URL, or a path relative to the manifest's documentation; or a list of them, the most telling first.");

    private static KeyShape PublishKey => new("publish", Destinations, "Where it goes, by channel, instead of where its kind goes.");
}
