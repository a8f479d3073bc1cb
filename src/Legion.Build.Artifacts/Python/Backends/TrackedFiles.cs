using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Project;

namespace Legion.Build.Artifacts.Python.Backends;

/// <summary>Makes the copy of a project a repository of its own, for the setuptools plug-ins that package what git tracks.</summary>
/// <remarks>Without one they would find nothing, or the repository around the copy, and data files would be missing from the wheel.</remarks>
internal static class TrackedFiles
{
    private static readonly HashSet<string> Plugins = new(StringComparer.Ordinal) { "setuptools-scm", "setuptools-git", "setuptools-git-versioning", "pbr" };

    /// <summary>Commits, in the copy, the files that git tracks in the project; without git, or outside a repository, nothing is done.</summary>
    /// <param name="root">Absolute path of the project.</param>
    /// <param name="copy">Absolute path of its copy.</param>
    /// <param name="buildSystem">What the project builds with.</param>
    /// <param name="environment">Where git is looked for.</param>
    /// <param name="cancellationToken">Ends git.</param>
    public static async Task CommitAsync(string root, string copy, BuildSystem buildSystem, ToolEnvironment environment, CancellationToken cancellationToken)
    {
        if (!buildSystem.Requires.Any(static r => Plugins.Contains(PackageName.Normalize(new string([.. r.TakeWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')]))))) return;
        var git = environment.SearchPath.Select(static folder => Path.Join(folder, OperatingSystem.IsWindows() ? "git.exe" : "git")).FirstOrDefault(File.Exists);
        if (git is null) return;

        // Nobody's settings, nobody's hooks, nobody's clock.
        var nobody = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        var variables = new Dictionary<string, string>(environment.Variables, StringComparer.Ordinal)
        {
            ["GIT_CONFIG_GLOBAL"] = nobody,
            ["GIT_CONFIG_SYSTEM"] = nobody,
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_AUTHOR_NAME"] = "build",
            ["GIT_AUTHOR_EMAIL"] = "build@localhost",
            ["GIT_AUTHOR_DATE"] = "@315532800 +0000",
            ["GIT_COMMITTER_NAME"] = "build",
            ["GIT_COMMITTER_EMAIL"] = "build@localhost",
            ["GIT_COMMITTER_DATE"] = "@315532800 +0000",
        };
        var tracked = await ToolRunner.RunAsync(git, ["-c", "core.quotepath=off", "ls-files", "--cached"], root, environment.Variables, onLine: null, cancellationToken);
        if (tracked.ExitCode != 0) return;
        var list = Path.Join(copy, "..", "tracked");
        await File.WriteAllLinesAsync(list, tracked.Output.Where(file => File.Exists(Path.Join(copy, file))), cancellationToken);
        foreach (var arguments in (string[][])[["init", "-q"], ["add", "-f", $"--pathspec-from-file={list}"], ["commit", "-q", "--no-verify", "--allow-empty", "-m", "the copy"]])
        {
            await ToolRunner.RunAsync(git, arguments, copy, variables, onLine: null, cancellationToken);
        }
    }
}
