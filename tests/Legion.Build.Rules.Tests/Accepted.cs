using System.Runtime.CompilerServices;

namespace Legion.Build.Rules.Tests;

/// <summary>Files of the repository that are generated: compared by the tests, rewritten by them when LEGION_ACCEPT=1.</summary>
internal static class Accepted
{
    public static void Compare(string relative, string text)
    {
        var path = Path.Combine(Root(), relative);
        if (Environment.GetEnvironmentVariable("LEGION_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), relative + " is missing: run the tests with LEGION_ACCEPT=1");
        Assert.Equal(text, File.ReadAllText(path));
    }

    /// <summary>The repository's root, from where this file was compiled.</summary>
    public static string Root([CallerFilePath] string here = "")
    {
        // Deterministic builds map the root to /_/; the tests then run below it anyway.
        for (var folder = here.StartsWith("/_/", StringComparison.Ordinal) ? AppContext.BaseDirectory : here; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Legion.Build.sln"))) return folder;
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
