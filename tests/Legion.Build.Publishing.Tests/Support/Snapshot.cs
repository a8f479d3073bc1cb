using System.Security.Cryptography;

namespace Legion.Build.Publishing.Tests.Support;

/// <summary>What a rehearsal left, comparable: every file by content; git repositories by what their branches hold.</summary>
internal static class Snapshot
{
    public static string Of(string folder)
    {
        var lines = new List<string>();
        foreach (var bare in Directory.EnumerateDirectories(folder, "*.git").Order(StringComparer.Ordinal))
            lines.Add(Path.GetFileName(bare) + "\n" + Tool.Run("git", "-C", bare, "for-each-ref", "--format=%(refname) %(tree)"));
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(folder, file);
            if (path.Contains(".git" + Path.DirectorySeparatorChar, StringComparison.Ordinal) || path.Contains(".staging", StringComparison.Ordinal) || path.EndsWith(".lock", StringComparison.Ordinal)) continue;
            lines.Add(path + " " + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
        }

        return string.Join('\n', lines);
    }
}
