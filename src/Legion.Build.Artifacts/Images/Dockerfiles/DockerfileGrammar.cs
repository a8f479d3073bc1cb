namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>What the words of a Dockerfile are.</summary>
internal static class DockerfileGrammar
{
    /// <summary>All instructions.</summary>
    public static IReadOnlyList<string> Keywords { get; } =
    [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL",
        "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    ];

    /// <summary>The flags an instruction has.</summary>
    /// <param name="keyword">In upper case.</param>
    public static IReadOnlyList<string> Flags(string keyword) => keyword switch
    {
        "ADD" => ["chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude"],
        "COPY" => ["chown", "chmod", "link", "from", "parents", "exclude"],
        "FROM" => ["platform"],
        "HEALTHCHECK" => ["interval", "timeout", "start-period", "start-interval", "retries"],
        "RUN" => ["mount", "network", "security", "device"],
        _ => [],
    };

    /// <summary>True for a flag that is a switch: it may stand without a value, and its value is true or false.</summary>
    /// <param name="flag">Without dashes.</param>
    public static bool IsSwitch(string flag) => flag is "link" or "parents" or "keep-git-dir" or "unpack";
}
