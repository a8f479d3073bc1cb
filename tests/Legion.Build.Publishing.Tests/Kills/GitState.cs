using Legion.Build.Publishing.Tests.Support;

namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>What a bare repository of charts holds, without the times at which entries were made.</summary>
internal static class GitState
{
    public static string Of(string bare)
    {
        var index = Tool.Run("git", "-C", bare, "show", "main:index.yaml").Split('\n')
            .Where(static l => !l.Contains("created:", StringComparison.Ordinal) && !l.StartsWith("generated:", StringComparison.Ordinal));
        // The index of each commit has its times: of the tree the packages alone are comparable.
        var tree = Tool.Run("git", "-C", bare, "ls-tree", "-r", "main").Split('\n').Where(static l => !l.EndsWith("index.yaml", StringComparison.Ordinal));
        return string.Join('\n', [.. index, .. tree, Tool.Run("git", "-C", bare, "for-each-ref", "--format=%(refname)"), Tool.Run("git", "-C", bare, "rev-list", "--count", "main")]);
    }
}
