using Legion.Build.Artifacts.Files;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>Lists and reads the files of a chart's folder: <c>.helmignore</c> applied, links inside the project followed.</summary>
internal sealed class ChartFolder
{
    private const int MaximumLinks = 40;
    private readonly string boundary;
    private readonly HelmIgnore ignore;
    private readonly Action<BuildDiagnostic> report;
    private readonly List<ChartMember> members = [];
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    private ChartFolder(string boundary, HelmIgnore ignore, Action<BuildDiagnostic> report) =>
        (this.boundary, this.ignore, this.report) = (boundary, ignore, report);

    /// <summary>Lists the files, in the order Helm meets them.</summary>
    /// <param name="folder">Absolute path of the chart.</param>
    /// <param name="boundary">Absolute path of the folder that links may not leave.</param>
    /// <param name="report">Takes the findings.</param>
    public static IReadOnlyList<ChartMember> List(string folder, string boundary, Action<BuildDiagnostic> report)
    {
        var walk = new ChartFolder(RealPath(boundary) ?? boundary, ReadIgnore(folder, report), report);
        walk.Collect(folder, RealPath(folder) ?? folder, "");
        walk.members.Sort(static (a, b) => ChartPathOrder.Instance.Compare(a.Path, b.Path));
        long total = 0;
        foreach (var member in walk.members)
        {
            total += member.Stamp.Size;
            if (member.Stamp.Size > ChartFile.MaximumLength)
            {
                report(ChartRules.FileTooLarge.At(SourceLocation.File(member.FullPath), member.Path, member.Stamp.Size, ChartFile.MaximumLength));
            }
        }

        if (total > ChartFile.MaximumChartLength) report(ChartRules.ChartTooLarge.At(SourceLocation.File(folder), total, ChartFile.MaximumChartLength));
        return walk.members;
    }

    /// <summary>Reads the members.</summary>
    /// <param name="members">What was listed.</param>
    /// <param name="report">Takes the findings: a file that is no longer what was listed.</param>
    public static IReadOnlyList<ChartFile> Read(IReadOnlyList<ChartMember> members, Action<BuildDiagnostic> report)
    {
        var files = new List<ChartFile>(members.Count);
        foreach (var member in members)
        {
            var bytes = File.ReadAllBytes(member.RealPath);
            if (bytes.Length != member.Stamp.Size) report(ChartRules.FileChanged.At(SourceLocation.File(member.FullPath), member.Path));
            files.Add(new(member.Path, bytes, member.FullPath));
        }

        return files;
    }

    /// <summary>The path with every link in it followed; null when it leads nowhere or in a circle.</summary>
    internal static string? RealPath(string path)
    {
        var links = 0;
        var done = Path.GetPathRoot(path) ?? "/";
        var left = new Stack<string>(Parts(path, done).Reverse());
        while (left.TryPop(out var part))
        {
            var next = Path.Join(done, part);
            if (FileStamp.TryRead(next) is not { } stamp) return null;
            if (stamp.Kind != FileKind.Link)
            {
                done = next;
                continue;
            }

            if (++links > MaximumLinks || new FileInfo(next).LinkTarget is not { } target) return null;
            var full = Path.GetFullPath(target, done);
            done = Path.GetPathRoot(full) ?? "/";
            foreach (var p in Parts(full, done).Reverse()) left.Push(p);
        }

        return done;
    }

    private static string[] Parts(string path, string root) =>
        path[root.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);

    private static HelmIgnore ReadIgnore(string folder, Action<BuildDiagnostic> report)
    {
        var path = Path.Join(folder, HelmIgnore.FileName);
        return File.Exists(path) ? HelmIgnore.Parse(File.ReadAllText(path), path, report) : HelmIgnore.Default;
    }

    private void Collect(string folder, string real, string prefix)
    {
        if (!open.Add(real))
        {
            report(ChartRules.IrregularFile.At(SourceLocation.File(folder), prefix.TrimEnd('/'), ": its links go in a circle"));
            return;
        }

        foreach (var entry in new DirectoryInfo(real).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false }))
        {
            Visit(prefix + entry.Name, Path.Join(folder, entry.Name), Path.Join(real, entry.Name));
        }

        open.Remove(real);
    }

    private void Visit(string path, string fullPath, string realPath)
    {
        if (FileStamp.TryRead(realPath) is not { } stamp) return; // gone between the listing and the look
        if (stamp.Kind == FileKind.Link && !TryFollow(path, fullPath, ref realPath, ref stamp)) return;
        if (ignore.Ignores(path, stamp.Kind == FileKind.Directory)) return;
        switch (stamp.Kind)
        {
            case FileKind.Directory:
                Collect(fullPath, realPath, path + "/");
                break;
            case FileKind.File:
                members.Add(new(path, fullPath, realPath, stamp));
                break;
            default:
                report(ChartRules.IrregularFile.At(SourceLocation.File(fullPath), path, ""));
                break;
        }
    }

    private bool TryFollow(string path, string fullPath, ref string realPath, ref FileStamp stamp)
    {
        var target = RealPath(realPath);
        if (target is null || FileStamp.TryRead(target) is not { } found)
        {
            // Helm follows links before it looks at .helmignore, so not even an ignored one may dangle.
            report(ChartRules.IrregularFile.At(SourceLocation.File(fullPath), path, ": it is a link that leads nowhere"));
            return false;
        }

        var isFolder = found.Kind == FileKind.Directory;
        if (ignore.Ignores(path, isFolder)) return false;
        if (target != boundary && !target.StartsWith(boundary + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            report(ChartRules.LinkLeavesRoot.At(SourceLocation.File(fullPath), path, new FileInfo(fullPath).LinkTarget ?? target));
            return false;
        }

        (realPath, stamp) = (target, found);
        return true;
    }
}
