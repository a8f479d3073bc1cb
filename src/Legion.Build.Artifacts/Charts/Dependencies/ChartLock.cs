using System.Security.Cryptography;
using System.Text;

using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Artifacts.Charts.Stamping;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>A Chart.lock or requirements.lock: which version each dependency has, and a digest over both lists.</summary>
/// <param name="Dependencies">The dependencies with their versions.</param>
/// <param name="Digest"><c>sha256:…</c> over the requirements and the locked dependencies.</param>
public sealed record ChartLock(IReadOnlyList<ChartDependency> Dependencies, string Digest)
{
    /// <summary>Reads a lock file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="report">Takes the findings.</param>
    /// <returns>Null when it is no lock file, which is reported.</returns>
    public static ChartLock? Read(ChartFile file, Action<BuildDiagnostic> report)
    {
        if (ChartMetadataReader.ReadDependencies(file, report) is not { } dependencies) return null;
        var digest = ChartMetadataReader.ReadRoot(file, static _ => { })?.Find("digest")?.Value as YamlScalar;
        return new(dependencies, digest?.Text ?? "");
    }

    /// <summary>Makes the lock of requirements.</summary>
    /// <param name="requirements">What Chart.yaml or requirements.yaml asks for.</param>
    /// <param name="locked">What it got, in the same order.</param>
    public static ChartLock Of(IReadOnlyList<ChartDependency> requirements, IReadOnlyList<ChartDependency> locked) => new(locked, DigestOf(requirements, locked));

    /// <summary>Helm 3's and 4's digest: SHA-256 of the JSON of both lists.</summary>
    /// <param name="requirements">What Chart.yaml or requirements.yaml asks for.</param>
    /// <param name="locked">What the lock file says.</param>
    public static string DigestOf(IReadOnlyList<ChartDependency> requirements, IReadOnlyList<ChartDependency> locked)
    {
        var json = new GoJson().Open('[');
        ChartJson.Dependencies(json, requirements);
        ChartJson.Dependencies(json, locked);
        return Hash(json.Close(']').ToString());
    }

    /// <summary>Helm 2's digest, over the requirements alone (helm #7233).</summary>
    /// <param name="requirements">What requirements.yaml asks for.</param>
    public static string DigestOfHelm2(IReadOnlyList<ChartDependency> requirements)
    {
        var json = new GoJson().Open('{').Key("dependencies");
        ChartJson.Dependencies(json, requirements);
        return Hash(json.Close('}').ToString());
    }

    /// <summary>True when the lock is of these requirements.</summary>
    /// <param name="requirements">What Chart.yaml or requirements.yaml asks for.</param>
    /// <param name="isV1">Whether the chart is of Helm 2's format, whose own digest counts as well.</param>
    public bool IsOf(IReadOnlyList<ChartDependency> requirements, bool isV1) =>
        Digest == DigestOf(requirements, Dependencies) || (isV1 && Digest == DigestOfHelm2(requirements));

    /// <summary>The file's text, as Helm writes it.</summary>
    /// <param name="generated">RFC 3339 time; the caller says it.</param>
    public string Write(string generated)
    {
        var text = new StringBuilder("dependencies:\n");
        foreach (var d in Dependencies)
        {
            text.Append("- name: ").Append(Quote(d.Name)).Append('\n');
            text.Append("  repository: ").Append(Quote(d.Repository)).Append('\n');
            text.Append("  version: ").Append(Quote(d.Version)).Append('\n');
        }

        return text.Append("digest: ").Append(Digest).Append("\ngenerated: \"").Append(generated).Append("\"\n").ToString();
    }

    private static string Quote(string value) => ScalarText.Write(value, null);

    private static string Hash(string json) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
