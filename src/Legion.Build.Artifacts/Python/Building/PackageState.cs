using System.Globalization;
using System.Text;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Record;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>What the last build of a package made, and of what.</summary>
/// <param name="Fingerprint">Of all inputs and options.</param>
/// <param name="How">Who made it.</param>
/// <param name="Files">What it made; the wheel first.</param>
/// <param name="Inputs">A short digest of each input, by label, in order.</param>
/// <param name="Warnings">What was found in the outputs, which are not looked into again while nothing changed: rule and message.</param>
internal sealed record PackageState(string Fingerprint, string How, IReadOnlyList<ArtifactFile> Files, IReadOnlyList<KeyValuePair<string, string>> Inputs, IReadOnlyList<KeyValuePair<string, string>> Warnings)
{
    private const string FormatLine = "legion-python-package 2";

    /// <summary>Reads a state.</summary>
    /// <param name="path">Absolute path of its file.</param>
    /// <returns>Null when there is none, or none this version wrote.</returns>
    public static PackageState? Load(string path)
    {
        if (!File.Exists(path)) return null;
        var lines = File.ReadAllLines(path);
        if (lines.Length < 3 || lines[0] != FormatLine) return null;
        var files = new List<ArtifactFile>();
        var (inputs, warnings) = (new List<KeyValuePair<string, string>>(), new List<KeyValuePair<string, string>>());
        foreach (var line in lines.Skip(3))
        {
            var parts = line.Split(' ', 3);
            if (parts.Length != 3) return null;
            if (parts[0] == "input") inputs.Add(new(parts[2], parts[1]));
            else if (parts[0] == "warning") warnings.Add(new(parts[1], parts[2]));
            else if (long.TryParse(parts[1], CultureInfo.InvariantCulture, out var size)) files.Add(new ArtifactFile(parts[2], size, parts[0]));
            else return null;
        }

        return new PackageState(lines[1], lines[2], files, inputs, warnings);
    }

    /// <summary>Writes the state.</summary>
    /// <param name="path">Absolute path of its file.</param>
    public void Save(string path)
    {
        var text = new StringBuilder(FormatLine).Append('\n').Append(Fingerprint).Append('\n').Append(How).Append('\n');
        foreach (var file in Files) text.Append(CultureInfo.InvariantCulture, $"{file.Sha256} {file.Size} {file.Path}\n");
        foreach (var (label, digest) in Inputs.Where(static i => !i.Key.AsSpan().ContainsAny('\n', '\r'))) text.Append("input ").Append(digest).Append(' ').Append(label).Append('\n');
        foreach (var (rule, message) in Warnings) text.Append("warning ").Append(rule).Append(' ').Append(message.ReplaceLineEndings(" ")).Append('\n');
        AtomicFile.WriteIfChanged(path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Why the outputs are not those of <paramref name="inputs"/>; null: they are.</summary>
    /// <param name="inputs">As they are.</param>
    /// <param name="fingerprint">Of the inputs as they are.</param>
    /// <param name="outputPath">Where the artifacts are.</param>
    /// <param name="hashes">Knows unchanged files' hashes.</param>
    public string? WhyStale(PackageInputs inputs, string fingerprint, string outputPath, FileHashCache hashes)
    {
        if (Fingerprint != fingerprint) return WhatChanged(inputs.Digests());
        foreach (var file in Files)
        {
            var path = Path.Join(outputPath, file.Path);
            if (FileStamp.TryRead(path) is not { Kind: FileKind.File } stamp) return $"{file.Path} is gone";
            if (stamp.Size != file.Size || hashes.Sha256(path, stamp) != file.Sha256) return $"{file.Path} was changed from outside";
        }

        return null;
    }

    // The first one is named, the others are counted: one edit often shows in several places.
    private string WhatChanged(IReadOnlyList<KeyValuePair<string, string>> now)
    {
        var old = Inputs.DistinctBy(static i => i.Key).ToDictionary(StringComparer.Ordinal);
        var names = now.Select(static i => i.Key).ToHashSet(StringComparer.Ordinal);
        var changes = new List<string>();
        foreach (var (label, digest) in now.DistinctBy(static i => i.Key))
        {
            if (!old.TryGetValue(label, out var before)) changes.Add($"{label} is new");
            else if (before != digest) changes.Add($"{label} changed");
        }

        changes.AddRange(old.Keys.Where(label => !names.Contains(label)).Order(StringComparer.Ordinal).Select(static label => $"{label} is gone"));
        return changes.Count switch
        {
            0 => "its inputs changed",
            1 => changes[0],
            _ => $"{changes[0]}, and {changes.Count - 1} more",
        };
    }
}
