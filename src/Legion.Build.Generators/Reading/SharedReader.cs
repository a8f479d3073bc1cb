using System.Runtime.CompilerServices;
using Legion.Build.Generators.Options;
using Legion.Build.Manifest.Reading;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Reading;

/// <summary>Reads each text once, though the generator and every analyzer ask for it.</summary>
/// <remarks>Keyed by the compiler's own text object and held no longer than that: nothing to invalidate, nothing that leaks.</remarks>
internal static class SharedReader
{
    private static readonly ConditionalWeakTable<SourceText, ManifestReading> Readings = new();

    /// <summary>What the manifest says.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Its path.</param>
    public static ManifestReading Read(SourceText text, string path)
    {
        if (Readings.TryGetValue(text, out var known))
        {
            // One text object may stand for two files; the second is then read by itself.
            return known.Sources.Path == path ? known : ManifestReader.Read(text.ToString(), path);
        }

        var reading = ManifestReader.Read(text.ToString(), path);
        Readings.GetValue(text, _ => reading);
        return reading;
    }

    /// <summary>What all manifests of a project say, in the project's order.</summary>
    public static IEnumerable<(string Path, ManifestReading Reading)> ReadAll(AnalyzerOptions options, CancellationToken cancellation)
    {
        foreach (var file in options.AdditionalFiles)
        {
            if (!GeneratorOptions.IsManifest(options.AnalyzerConfigOptionsProvider.GetOptions(file))) continue;
            if (file.GetText(cancellation) is { } text) yield return (file.Path, Read(text, file.Path));
        }
    }
}
