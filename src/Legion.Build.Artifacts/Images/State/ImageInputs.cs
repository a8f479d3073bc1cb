using System.Text;

using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;

namespace Legion.Build.Artifacts.Images.State;

/// <summary>Everything an image is made from, by name, in the order people look for what has changed; and one hash of it.</summary>
internal sealed class ImageInputs
{
    private const string FormatLine = "legion-image-inputs 1";
    private const string FilePrefix = "file:";
    private readonly List<KeyValuePair<string, string>> facts;

    /// <summary>Takes the inputs.</summary>
    /// <param name="facts">Name and value of each; no name twice.</param>
    public ImageInputs(List<KeyValuePair<string, string>> facts)
    {
        this.facts = facts;
        using var fingerprint = new FingerprintBuilder();
        foreach (var (name, value) in facts) fingerprint.Add(name, value);
        Fingerprint = fingerprint.Build();
    }

    /// <summary>The hash: lower-case hexadecimal SHA-256.</summary>
    public string Fingerprint { get; }

    /// <summary>Name of the input that a file, folder or link is.</summary>
    /// <param name="path">Its path in the context.</param>
    public static string File(string path) => FilePrefix + path;

    /// <summary>What has changed since these inputs were written to a file.</summary>
    /// <param name="path">Absolute path of the file; a missing or broken one costs the answer only.</param>
    /// <returns>Such as <c>app/main.py changed</c>, with a count of what else did.</returns>
    public string WhyNot(string path)
    {
        const string unknown = "its inputs have changed";
        if (!System.IO.File.Exists(path)) return unknown;
        var lines = System.IO.File.ReadAllLines(path, Encoding.UTF8);
        if (lines.Length == 0 || lines[0] != FormatLine) return unknown;
        var earlier = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1))
        {
            var tab = line.IndexOf('\t');
            if (tab > 0) earlier[line[..tab]] = line[(tab + 1)..];
        }

        var changes = new List<string>();
        foreach (var (name, value) in facts.Where(IsWritten))
        {
            if (!earlier.Remove(name, out var old)) changes.Add(Words(name) + " is new");
            else if (old != value) changes.Add(Words(name) + (Kind(old) == Kind(value) ? " changed" : $" was a {Kind(old)} and is a {Kind(value)}"));
        }

        changes.AddRange(earlier.Keys.Order(StringComparer.Ordinal).Select(static name => Words(name) + " is gone"));
        return changes.Count switch { 0 => unknown, 1 => changes[0], _ => FormattableString.Invariant($"{changes[0]}, and {changes.Count - 1} more") };

        // Files say what they are before their hash: turning into a program is no change of content.
        string Kind(string value) => value.IndexOf(' ') is > 0 and var space && value.Length > 64 ? value[..space] : "";
    }

    /// <summary>Writes them for the next build to compare.</summary>
    /// <param name="path">Absolute path of the file.</param>
    public void Write(string path)
    {
        var text = new StringBuilder(FormatLine).Append('\n');
        foreach (var (name, value) in facts.Where(IsWritten)) text.Append(name).Append('\t').Append(value).Append('\n');
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static bool IsWritten(KeyValuePair<string, string> fact) => !fact.Key.AsSpan().ContainsAny('\t', '\n', '\r') && !fact.Value.AsSpan().ContainsAny('\n', '\r');

    private static string Words(string name) => name.StartsWith(FilePrefix, StringComparison.Ordinal) ? name[FilePrefix.Length..] : name;
}
