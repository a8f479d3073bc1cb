using Legion.Build.Artifacts.Python.Wheels;

namespace Legion.Build.Artifacts.Python.Comparing;

/// <summary>Compares the wheel of the native builder with the one the backend makes: files, bytes, metadata, entry points, tags.</summary>
internal static class WheelComparison
{
    /// <summary>Finds all differences.</summary>
    /// <param name="native">The native wheel's files.</param>
    /// <param name="backend">The backend's wheel's files.</param>
    public static IReadOnlyList<WheelDifference> Compare(IEnumerable<WheelEntry> native, IEnumerable<WheelEntry> backend)
    {
        var (ours, theirs) = (new WheelContent(native), new WheelContent(backend));
        var differences = new List<WheelDifference>();
        CompareFiles(ours.Files, theirs.Files, "", differences);
        CompareLicenses(ours, theirs, differences);
        CompareSets("entry point", ours.EntryPoints(), theirs.EntryPoints(), differences);
        CompareSets("tag", ours.Wheel.All("Tag"), theirs.Wheel.All("Tag"), differences);
        CompareSets("Root-Is-Purelib", ours.Wheel.All("Root-Is-Purelib"), theirs.Wheel.All("Root-Is-Purelib"), differences);
        foreach (var path in theirs.Info.Keys.Except(ours.Info.Keys).Where(static p => p is not ("RECORD" or "WHEEL" or "METADATA" or "entry_points.txt")).Except(theirs.Licenses().Values.Select(static e => e.Path[(e.Path.IndexOf('/', StringComparison.Ordinal) + 1)..])))
        {
            differences.Add(new($"only the backend writes .dist-info/{path}", path switch
            {
                "top_level.txt" or "dependency_links.txt" or "zip-safe" or "not-zip-safe" or "namespace_packages.txt" => "setuptools' own file; no specification knows it",
                _ => null,
            }));
        }

        differences.AddRange(MetadataComparison.Compare(ours.Metadata, theirs.Metadata));
        return differences;
    }

    private static void CompareFiles(IReadOnlyDictionary<string, WheelEntry> ours, IReadOnlyDictionary<string, WheelEntry> theirs, string where, List<WheelDifference> differences)
    {
        CompareSets("file", ours.Keys.Select(p => where + p), theirs.Keys.Select(p => where + p), differences);
        foreach (var (path, entry) in ours)
        {
            if (!theirs.TryGetValue(path, out var other)) continue;
            if (!entry.Content.Span.SequenceEqual(other.Content.Span)) differences.Add(new($"{where}{path} has other bytes", null));
            if (entry.IsExecutable != other.IsExecutable) differences.Add(new($"{where}{path} is executable in one only", null));
        }
    }

    private static void CompareLicenses(WheelContent ours, WheelContent theirs, List<WheelDifference> differences)
    {
        var (native, backend) = (ours.Licenses(), theirs.Licenses());
        CompareFiles(native, backend, ".dist-info/licenses/", differences);
        if (backend.Count > 0 && !theirs.Info.Keys.Any(static k => k.StartsWith("licenses/", StringComparison.Ordinal)))
        {
            differences.Add(new("the backend puts license files directly into .dist-info", "their place since PEP 639 is licenses/; the backend is older"));
        }
    }

    private static void CompareSets(string what, IEnumerable<string> ours, IEnumerable<string> theirs, List<WheelDifference> differences)
    {
        var (native, backend) = (ours.ToHashSet(StringComparer.Ordinal), theirs.ToHashSet(StringComparer.Ordinal));
        foreach (var only in native.Except(backend).Order(StringComparer.Ordinal)) differences.Add(new($"only the native wheel has the {what} '{only}'", null));
        foreach (var only in backend.Except(native).Order(StringComparer.Ordinal)) differences.Add(new($"only the backend's wheel has the {what} '{only}'", null));
    }
}
