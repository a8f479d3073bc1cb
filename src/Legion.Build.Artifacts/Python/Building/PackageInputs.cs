using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Python.Layouts;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>All that a package is made from, each under a name people know: what its fingerprint is made of, and what tells why it is made again.</summary>
internal sealed class PackageInputs
{
    private readonly List<(string Label, string? Value)> facts = [];

    /// <summary>Adds a setting.</summary>
    /// <param name="label">What it is, as a message would name it.</param>
    /// <param name="value">Its value; null and empty differ.</param>
    /// <returns>This.</returns>
    public PackageInputs Add(string label, string? value)
    {
        facts.Add((label, value));
        return this;
    }

    /// <summary>Adds files in their order.</summary>
    /// <param name="files">The files.</param>
    /// <param name="stamped">What stands instead of a file's own content, by path.</param>
    /// <param name="sha256">The hash of a file's own content.</param>
    /// <returns>This.</returns>
    public PackageInputs Add(IReadOnlyList<SourceFile> files, IReadOnlyDictionary<string, byte[]> stamped, Func<SourceFile, string> sha256)
    {
        facts.EnsureCapacity(facts.Count + files.Count);
        foreach (var file in files)
        {
            var hash = stamped.TryGetValue(file.Path, out var text) ? Convert.ToHexStringLower(SHA256.HashData(text)) : sha256(file);
            facts.Add((file.Path, file.IsExecutable ? hash + " executable" : hash));
        }

        return this;
    }

    /// <summary>The fingerprint of all of them.</summary>
    public string Fingerprint()
    {
        using var fingerprint = new FingerprintBuilder();
        foreach (var (label, value) in facts) fingerprint.Add(label, value);
        return fingerprint.Build();
    }

    /// <summary>A short digest of each, by label, in order: enough to tell which changed.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Digests() => [.. facts.Select(static f => KeyValuePair.Create(f.Label, Digest(f.Value)))];

    private static string Digest(string? value) => value is null ? "-" : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(value.AsSpan())).ToString("x16", CultureInfo.InvariantCulture);
}
