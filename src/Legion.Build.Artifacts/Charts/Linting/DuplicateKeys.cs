using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Finds keys that are written twice in one map.</summary>
internal static class DuplicateKeys
{
    /// <summary>Reports them below a node.</summary>
    public static void Report(YamlNode node, string path, Action<BuildDiagnostic> report)
    {
        if (node.IsAlias) return; // reported where it is defined
        if (node is YamlSequence list)
        {
            foreach (var item in list.Items) Report(item, path, report);
        }

        if (node is not YamlMapping map) return;
        var first = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (entry.IsMerged) continue;
            if (entry.Key is { } key && !first.TryAdd(key, entry.KeySpan))
            {
                report(ChartRules.DuplicateKey.At(new(path, entry.KeySpan), key, first[key].StartLine + 1) with { Related = new([new(path, first[key])]) });
            }

            Report(entry.Value, path, report);
        }
    }
}
