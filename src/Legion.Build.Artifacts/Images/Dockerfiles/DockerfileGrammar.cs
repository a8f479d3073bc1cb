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

    /// <summary>The keyword nearest to <paramref name="word"/> by edit distance, if one is near.</summary>
    /// <param name="word">An unknown word, in upper case.</param>
    public static string? Nearest(string word)
    {
        var best = Keywords.Select(keyword => (keyword, Distance: Distance(word, keyword))).MinBy(static pair => pair.Distance);
        return best.Distance <= Math.Max(1, word.Length / 3) ? best.keyword : null;
    }

    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }

            previous = row;
        }

        return previous[b.Length];
    }
}
