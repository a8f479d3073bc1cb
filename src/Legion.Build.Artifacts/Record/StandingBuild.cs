using System.Security.Cryptography;
using System.Text;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;

namespace Legion.Build.Artifacts.Record;

/// <summary>
/// Remembers that a build with these settings, over these files, changed nothing and had nothing to report. The next one like it is over
/// after a look at the files' stamps: no manifest is read, no artifact looked into.
/// </summary>
/// <remarks>
/// What can be an input stands below the manifest's folder, and all of it is looked at; what a build found to stand elsewhere it tells
/// (<see cref="WriteOutside"/>). As git's index does, files modified no
/// earlier than the look are not trusted: they could change once more within the clock's grain ("racy git").
/// </remarks>
/// <param name="root">Absolute path of the manifest's folder, without a separator at its end.</param>
/// <param name="outputPath">Absolute path of the output folder.</param>
/// <param name="intermediatePath">Absolute path of the state that is no output.</param>
/// <param name="writtenPaths">Absolute paths of folders that builds write to, without a separator at their end.</param>
/// <param name="facts">All that decides what is made and is no file.</param>
public sealed class StandingBuild(string root, string outputPath, string intermediatePath, IReadOnlyList<string> writtenPaths, string facts)
{
    private const string Format = "legion-standing-build 1";
    private const long Grain = 100_000_000; // nanoseconds
    private static readonly string[] Outputs = ["charts", "images", "python", BuildRecord.FileName];
    private readonly string lookPath = Path.Combine(intermediatePath, "look.txt");
    private readonly string standingPath = Path.Combine(intermediatePath, "standing.txt");
    private readonly string findingsPath = FindingsPath(intermediatePath);

    /// <summary>A file that is there when a build warned of something, which the next one must do again.</summary>
    /// <param name="intermediatePath">Absolute path of the state that is no output.</param>
    public static string FindingsPath(string intermediatePath) => Path.Combine(intermediatePath, "findings");

    /// <summary>Tells of inputs outside the manifest's folder, for the next look.</summary>
    /// <param name="intermediatePath">Absolute path of the state that is no output.</param>
    /// <param name="paths">Absolute paths.</param>
    public static void WriteOutside(string intermediatePath, IReadOnlyCollection<string> paths)
    {
        var path = OutsidePath(intermediatePath);
        if (paths.Count > 0) AtomicFile.WriteIfChanged(path, Encoding.UTF8.GetBytes(string.Join('\n', paths) + "\n"));
        else if (File.Exists(path)) File.Delete(path); // its folder may not be there yet
    }

    /// <summary>Looks whether everything is as it was; if not, a whole build has begun, and the look is kept for <see cref="Remember"/>.</summary>
    /// <param name="others">Absolute paths of inputs that may stand elsewhere.</param>
    /// <param name="required">Absolute paths of files that a build would make if they were missing.</param>
    /// <returns>What was to be remembered; null when there is something to do.</returns>
    public string[]? TryRecall(IReadOnlyList<string> others, IReadOnlyList<string> required)
    {
        Directory.CreateDirectory(intermediatePath);
        using var stamp = new TreeStamp(root, writtenPaths);
        stamp.Add(root);
        foreach (var other in others) stamp.Add(other);
        if (File.Exists(OutsidePath(intermediatePath)))
        {
            foreach (var other in File.ReadAllLines(OutsidePath(intermediatePath))) stamp.Add(other);
        }

        var key = Key(stamp.Build());
        if (stamp.IsReliable && TryRead(key, required) is { } remembered) return remembered;
        File.Delete(standingPath);
        File.Delete(lookPath);
        File.Delete(findingsPath);
        if (stamp.IsReliable) File.WriteAllText(lookPath, key + "\n" + stamp.Newest.ToString(System.Globalization.CultureInfo.InvariantCulture) + "\n");
        return null;
    }

    /// <summary>Remembers a build that changed nothing, if it had nothing to report and no file was too fresh when it began.</summary>
    /// <param name="lines">What <see cref="TryRecall"/> is to give.</param>
    /// <returns>True when it is remembered.</returns>
    public bool Remember(IReadOnlyList<string> lines)
    {
        if (File.Exists(findingsPath) || FileStamp.TryRead(lookPath) is not { } look) return false;
        var seen = File.ReadAllLines(lookPath);
        if (seen.Length != 2 || !long.TryParse(seen[1], System.Globalization.CultureInfo.InvariantCulture, out var newest) || newest >= look.Modified - Grain) return false;
        var text = new StringBuilder(Format).Append('\n').Append(seen[0]).Append('\n').Append(OutputStamp()).Append('\n');
        foreach (var line in lines) text.Append(line).Append('\n');
        AtomicFile.Write(standingPath, Encoding.UTF8.GetBytes(text.ToString()));
        return true;
    }

    private static string OutsidePath(string intermediatePath) => Path.Combine(intermediatePath, "outside.txt");

    private string[]? TryRead(string key, IReadOnlyList<string> required)
    {
        if (!File.Exists(standingPath)) return null;
        var lines = File.ReadAllLines(standingPath);
        if (lines.Length < 3 || lines[0] != Format || lines[1] != key) return null;
        foreach (var file in required)
        {
            if (!File.Exists(file)) return null;
        }

        return lines[2] == OutputStamp() ? lines[3..] : null;
    }

    private string OutputStamp()
    {
        using var stamp = new TreeStamp(outputPath, []);
        foreach (var output in Outputs) stamp.Add(Path.Combine(outputPath, output));
        return stamp.IsReliable ? stamp.Build() : "";
    }

    private string Key(string inputs) => inputs + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)));
}
