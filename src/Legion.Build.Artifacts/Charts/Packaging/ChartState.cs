using System.Text.Json;
using System.Text.Json.Serialization;

using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Charts.Packaging;

/// <summary>What is remembered of the last time a chart was made: its inputs, its package, what was found.</summary>
internal sealed class ChartState
{
    /// <summary>Changes when the same inputs would give other bytes or other findings.</summary>
    public const string Format = "legion-chart 2";

    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    /// <summary>For the reader.</summary>
    [JsonConstructor]
    public ChartState()
    {
    }

    /// <summary>Remembers what was just made.</summary>
    public ChartState(string fingerprint, EquatableArray<ArtifactFile> files, IReadOnlyDictionary<string, string> inputs, IReadOnlyList<BuildDiagnostic> findings, IReadOnlyList<string> folders, string output)
    {
        Fingerprint = fingerprint;
        Folders = folders;
        Files = [.. files];
        Inputs = new(inputs, StringComparer.Ordinal);
        Stamps = [.. files.Select(f => StampOf(f, output))];
        Found = [.. findings.Select(static f => new Finding(f.Rule.Id, f.Message, f.Location.Path, f.Location.Span))];
    }

    /// <summary>Hash of the inputs.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>Folders of <c>file://</c> dependencies: inputs that only reading Chart.yaml tells.</summary>
    public IReadOnlyList<string> Folders { get; set; } = [];

    /// <summary>The package, and its provenance file.</summary>
    public IReadOnlyList<ArtifactFile> Files { get; set; } = [];

    /// <summary>What the file system said of the files when they were made.</summary>
    public IReadOnlyList<string> Stamps { get; set; } = [];

    /// <summary>Hashes and values, by what they are of.</summary>
    public Dictionary<string, string> Inputs { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The findings.</summary>
    public IReadOnlyList<Finding> Found { get; set; } = [];

    /// <summary>Reads a state; a missing or broken one is none.</summary>
    public static ChartState? TryRead(string path)
    {
        try
        {
            return System.IO.File.Exists(path) ? JsonSerializer.Deserialize<ChartState>(System.IO.File.ReadAllBytes(path), Json) : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>Writes the state.</summary>
    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>The files when they are still right: same inputs, and each is the one that was written; else null.</summary>
    public EquatableArray<ArtifactFile>? UpToDate(string fingerprint, string output) =>
        Fingerprint == fingerprint && Files.Count > 0 && Files.Select(f => StampOf(f, output)).SequenceEqual(Stamps, StringComparer.Ordinal) ? new([.. Files]) : null;

    /// <summary>Which input changed.</summary>
    public string WhyNot(IReadOnlyDictionary<string, string> inputs, string fingerprint)
    {
        if (Fingerprint == fingerprint) return "the package was removed or changed";
        // A new version is the reason people know; what only the lint looks at comes last.
        foreach (var (label, value) in inputs.OrderBy(static i => i.Key switch { "version" => 0, "lint" => 2, _ => 1 }))
        {
            if (!Inputs.TryGetValue(label, out var old)) return label + " is new";
            if (old != value) return label == "format" ? "Legion.Build changed" : label + " changed";
        }

        return Inputs.Keys.Order(StringComparer.Ordinal).FirstOrDefault(k => !inputs.ContainsKey(k)) is { } gone ? gone + " is gone" : "its inputs changed";
    }

    /// <summary>The findings; those of rules that are no more are dropped.</summary>
    public IEnumerable<BuildDiagnostic> Findings()
    {
        foreach (var found in Found)
        {
            if (ChartRules.All.FirstOrDefault(r => r.Id == found.Id) is { } rule) yield return new(rule, found.Message, new(found.Path, found.Span));
        }
    }

    private static string StampOf(ArtifactFile file, string output) =>
        FileStamp.TryRead(Path.Join(Path.GetDirectoryName(output), Path.GetFileName(file.Path)))?.ToString() ?? "";

    /// <summary>A finding.</summary>
    /// <param name="Id">The rule.</param>
    /// <param name="Message">The message.</param>
    /// <param name="Path">The file.</param>
    /// <param name="Span">Where in it.</param>
    public sealed record Finding(string Id, string Message, string Path, SourceSpan Span);
}
