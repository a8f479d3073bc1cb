namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>Where an engine's image of a Dockerfile without RUN differs from the embedded assembler's, and why.</summary>
internal static class EngineDifferences
{
    /// <summary>Lines one text has and the other has not: <c>-</c> the first's, <c>+</c> the second's.</summary>
    /// <param name="own">The embedded assembler's.</param>
    /// <param name="theirs">The engine's.</param>
    public static string[] Between(string own, string theirs)
    {
        var (first, second) = (own.Split('\n'), theirs.Split('\n'));
        return [.. first.Except(second).Select(static line => "-" + line), .. second.Except(first).Select(static line => "+" + line)];
    }

    /// <summary>Of file trees: podman (4.3, with its layer cache) leaves WORKDIR's folder to be made when a container starts.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="workingFolders">Folders that WORKDIR makes: path, a space, and the owner.</param>
    public static string[] OfTrees(string engine, params string[] workingFolders) => engine == "podman" ? [.. workingFolders.Select(static folder => $"-.{folder.Split(' ')[0]} d 755 {folder.Split(' ')[1]} 0.0000000000 ")] : [];

    /// <summary>A tree without what RUN finds mounted: some engines leave the empty files and folders they mounted over, some take them away.</summary>
    /// <param name="tree">The tree.</param>
    public static string WithoutMountPoints(string tree)
    {
        string[] points = ["./dev", "./proc", "./sys", "./run", "./etc/hosts", "./etc/hostname", "./etc/resolv.conf"];
        return string.Join('\n', tree.Split('\n').Where(line => !points.Any(point => line.StartsWith(point + " ", StringComparison.Ordinal) || line.EndsWith(" " + point, StringComparison.Ordinal))));
    }
}
