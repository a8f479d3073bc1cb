using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>Ends a process and all it started, politely first.</summary>
internal static partial class ProcessTree
{
    private const int Terminate = 15;
    private const int Kill = 9;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Asks the process to end, so that it can clean up (a build client tells its daemon), and ends what is left after a second.</summary>
    /// <param name="process">The process.</param>
    public static async Task EndAsync(Process process)
    {
        if (process.HasExited) return;
        if (!OperatingSystem.IsLinux())
        {
            process.Kill(entireProcessTree: true);
            return;
        }

        // Looked up before, because the children of a process that has ended are nobody's any more.
        var family = Family(process.Id);
        _ = Signal(process.Id, Terminate);
        using var grace = new CancellationTokenSource(Grace);
        try
        {
            await process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            family = [.. family.Union(Family(process.Id))];
        }

        foreach (var (id, begun) in family)
        {
            if (Stat(id)?.Begun == begun) _ = Signal(id, Kill);
        }
    }

    // A process id may be another process's by now; the time it began tells.
    private static List<(int Id, string Begun)> Family(int root)
    {
        var all = new Dictionary<int, (int Parent, string Begun)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Stat(id) is { } stat) all[id] = stat;
        }

        var family = new List<(int, string)>();
        var wanted = new HashSet<int> { root };
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var (id, (parent, begun)) in all)
            {
                if (!wanted.Contains(parent) && id != root) continue;
                if (family.Exists(member => member.Item1 == id)) continue;
                family.Add((id, begun));
                wanted.Add(id);
                grown = true;
            }
        }

        return family;
    }

    // proc(5): the name in parentheses may hold anything; what follows the last one are fields 3 and on.
    private static (int Parent, string Begun)? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : (int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
