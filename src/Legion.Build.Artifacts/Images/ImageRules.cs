using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images;

/// <summary>What can be wrong with images: LEGION300 to LEGION399.</summary>
public static class ImageRules
{
    /// <summary>The Dockerfile is not there.</summary>
    public static readonly Rule MissingDockerfile = Error(300, "Dockerfile not found",
        "the Dockerfile '{0}' of image '{1}' is not there{2}",
        """
        `dockerfile:` names a file, or a folder that holds a file called `Dockerfile`, relative to the folder of the manifest. Nothing stands at that path.

        Correct the path, or add the file:

        ```yaml
        images:
          web: { dockerfile: containers/web/Dockerfile }   # or containers/web, which means the Dockerfile in it
        ```
        """);

    /// <summary>The Dockerfile cannot be read.</summary>
    public static readonly Rule DockerfileSyntax = Error(301, "Dockerfile cannot be read", "{0}",
        """
        The line breaks the grammar of the Dockerfile reference. The message says what stands there and what could; all such lines of a file are reported at once.
        """);

    /// <summary>No such instruction.</summary>
    public static readonly Rule UnknownInstruction = Error(302, "Unknown instruction", "'{0}' is no Dockerfile instruction{1}",
        """
        The first word of a line is not one of the Dockerfile reference's instructions. The usual causes are a typing error and a line before it that should end with `\`.
        """);

    /// <summary>RUN without an engine.</summary>
    public static readonly Rule EngineNeeded = Error(303, "An engine is needed",
        "{0} needs an engine that can run containers, and none was found ({1}); install Docker with buildx, podman or buildah",
        """
        Images are assembled in-process, without any daemon, as long as their Dockerfiles only copy files and set configuration. `RUN` executes programs inside the image, and a few other things (remote `ADD`, a `# syntax=` of your own) are the engine's as well.

        Install one of Docker (with buildx), podman or buildah on the machine that builds, or move the work out of the image: build first, `COPY` the result.
        """);

    /// <summary>A COPY of something not declared.</summary>
    public static readonly Rule UndeclaredSource = Error(304, "Undeclared source",
        "'{0}' is outside what image '{1}' may see; add it to the image in {2}: sources: [{3}]",
        """
        An image build sees the folder of its Dockerfile and the declared `sources`, under their paths from the manifest's root, and nothing else. This keeps its fingerprint exact: an image is rebuilt when something it may see has changed, and never otherwise.

        Declare what the Dockerfile copies:

        ```yaml
        images:
          web:
            dockerfile: containers/web/Dockerfile
            sources: [web/dist]          # COPY web/dist /srv/
        ```
        """);

    /// <summary>A COPY of nothing.</summary>
    public static readonly Rule MissingSource = Error(305, "Source not found", "there is no '{0}' to copy in {1}{2}",
        """
        The path of a `COPY` or `ADD` does not exist where it is looked for: in the build context (the Dockerfile's folder and the declared `sources`), in the stage or in the image that `--from` names. A path that `.dockerignore` excludes does not exist for the build.
        """);

    /// <summary>A bad substitution.</summary>
    public static readonly Rule BadSubstitution = Error(306, "Bad substitution", "'{0}' cannot be expanded: {1}",
        """
        Quotes and braces must be closed, and the modifiers are those of the Dockerfile reference: `${name:-word}`, `${name-word}`, `${name:+word}`, `${name+word}`, `${name:?word}`, `${name?word}`, `${name#pattern}`, `${name##pattern}`, `${name%pattern}`, `${name%%pattern}`, `${name/pattern/replacement}`, `${name//pattern/replacement}`.
        """);

    /// <summary>No such stage.</summary>
    public static readonly Rule UnknownStage = Error(307, "Unknown stage", "there is no stage '{0}' in {1}{2}",
        """
        `target:` in the manifest and `--from` in the Dockerfile name a stage by its name or its zero-based number. `--from` may also name an image. Stages exist only after their `FROM`.
        """);

    /// <summary>Images that wait for each other.</summary>
    public static readonly Rule ImageCycle = Error(308, "Images depend on each other", "the images begin from each other: {0}; one of them must begin from something else",
        """
        An image whose Dockerfile starts `FROM` another image of the manifest, or copies from it, is built after it. In a circle none can be first. Move what they share to an image of its own.
        """);

    /// <summary>A base that cannot be had.</summary>
    public static readonly Rule BaseUnavailable = Error(309, "Base image unavailable", "the image '{0}' cannot be pulled: {1}; check its name and the network, or log in to its registry with 'docker login' or 'podman login'",
        """
        The image after `FROM` (or `--from`) is neither a stage, nor an image of the manifest that could be built, nor to be had from its registry. Check the name, the network and the credentials (those of docker or podman are used), and that the image exists for the platform.
        """);

    /// <summary>ADD from afar.</summary>
    public static readonly Rule RemoteAdd = Error(310, "Remote ADD", "ADD '{0}' is refused: what a server answers today is no declared input, so the image could not be reproduced; {1}",
        """
        The content behind an URL or a git reference can change while the Dockerfile stays the same; the build would give other bytes under the same fingerprint. Keep the file among the sources (a script that fetches and checks it can put it there), and `COPY` it.
        """);

    /// <summary>An engine that was asked for is not there.</summary>
    public static readonly Rule EngineMissing = Error(311, "Engine not available", "the engine '{0}' cannot be used: {1}; install or start it, or leave the choice to 'auto'",
        """
        The engine was asked for by `LegionImageEngine` or by the image's `engine:`, and it is not installed, or does not answer. Install it, start its daemon, or leave the choice to `auto`.

        `LegionBuilder` names a builder of docker's. One that is not there, or does not answer, is not made up for by another engine: name one that `docker buildx ls` shows, make it with `docker buildx create --name`, or leave the property empty.
        """);

    /// <summary>The engine failed.</summary>
    public static readonly Rule EngineFailed = Error(312, "Engine failed", "{0} failed with exit code {1}: {2}; its own output stands above, each line with the image's name",
        """
        The engine could not build the image. Its own output stands above with the image's name before each line; the message repeats its last words.
        """);

    /// <summary>A value an instruction cannot take.</summary>
    public static readonly Rule BadValue = Error(313, "Value not understood", "{0}",
        """
        A port, a duration, a signal, a mode, an owner or a platform is not written as the Dockerfile reference has it. The message says what is expected.
        """);

    /// <summary>Unknown user or group.</summary>
    public static readonly Rule UnknownOwner = Error(314, "Unknown owner", "there is no {0} '{1}' in {2} of this stage; use a number, or COPY the file first",
        """
        Names in `--chown` are looked up in `/etc/passwd` and `/etc/group` of the stage that is being built. An image `FROM scratch` has neither, so only numbers mean something in it.
        """);

    /// <summary>Two things at one place of the context.</summary>
    public static readonly Rule ContextClash = Error(315, "Two sources at one place", "'{0}' stands both in the folder '{1}' and among the sources of image '{2}'; rename one of them",
        """
        With `dockerfile:` naming a folder, the folder is the root of the context, and the `sources` appear in it under their paths from the manifest's root. Here both bring something to the same path.
        """);

    /// <summary>A bad ignore pattern.</summary>
    public static readonly Rule BadIgnorePattern = Error(316, "Ignore pattern not understood", "'{0}' is no pattern: {1}",
        """
        `.dockerignore` holds one pattern a line: `*` and `?` within a path segment, `**` over segments, `[a-z]` classes, `\` before a character to be taken as it is, `!` in front for an exception.
        """);

    /// <summary>A foreign frontend.</summary>
    public static readonly Rule PlatformUnavailable = Error(317, "Platform not available", "'{0}' has no image for {1}; it has {2}: leave the platform out, or begin from another image",
        """
        The base image does not exist for the platform. Change `platforms:` of the image or its base.
        """);

    /// <summary>A secret that is not there.</summary>
    public static readonly Rule MissingSecret = Error(318, "Secret not available", "the secret '{0}' of image '{1}' cannot be had: {2}; provide it before the build, or correct 'secrets' of the image",
        """
        A build secret comes from an environment variable (`env:`) or a file (`file:`). It is handed to the engine without ever standing in a command line, a layer or a log.
        """);

    /// <summary>A .NET project that is not there or does not publish.</summary>
    public static readonly Rule ProjectFailed = Error(319, ".NET project failed", "the project '{0}' of image '{1}' {2}",
        """
        `project:` is built by the .NET SDK's own container support (`dotnet publish -t:PublishContainer`). The message repeats what it said.
        """);

    /// <summary>An archive that cannot be read.</summary>
    public static readonly Rule BadArchive = Error(320, "Archive cannot be unpacked", "the archive '{0}' cannot be unpacked: {1}; fetch it anew, or COPY it if it is not to be unpacked",
        """
        `ADD` unpacks local tar archives, plain or compressed. This one is damaged, or holds an entry that would leave the image.
        """);

    /// <summary>A build argument nobody takes.</summary>
    public static readonly Rule UnusedArgument = new("LEGION321", "Images", RuleSeverity.Warning, "Unused build argument",
        "the build argument '{0}' of image '{1}' is declared by no ARG of {2}; declare it there, or remove it from 'args'",
        """
        `args:` of the image sets an argument that its Dockerfile does not declare, so it has no effect. Remove it, or add `ARG` to the Dockerfile.
        """);

    /// <summary>Something the image build needs on disk failed.</summary>
    public static readonly Rule BuildFailed = Error(322, "Image cannot be built", "the image could not be built: {0}; mend that and build again, earlier images are untouched",
        """
        The file system or the image layout stood in the way; the message says how. Outputs of earlier builds are untouched.
        """);

    /// <summary>Asked of the embedded assembler what it cannot do.</summary>
    public static readonly Rule EmbeddedCannot = Error(323, "Not for the embedded assembler", "{0} cannot be done by the embedded assembler; set the engine to auto, docker, podman or buildah",
        """
        `LegionImageEngine` (or the image's `engine:`) demands `embedded`, and the Dockerfile holds something only an engine can do, such as `RUN`.
        """);

    /// <summary>All rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        MissingDockerfile, DockerfileSyntax, UnknownInstruction, EngineNeeded, UndeclaredSource, MissingSource, BadSubstitution, UnknownStage, ImageCycle,
        BaseUnavailable, RemoteAdd, EngineMissing, EngineFailed, BadValue, UnknownOwner, ContextClash, BadIgnorePattern, PlatformUnavailable, MissingSecret,
        ProjectFailed, BadArchive, UnusedArgument, BuildFailed, EmbeddedCannot,
    ];

    private static Rule Error(int number, string title, string message, string description) =>
        new(FormattableString.Invariant($"LEGION{number}"), "Images", RuleSeverity.Error, title, message, description);
}
