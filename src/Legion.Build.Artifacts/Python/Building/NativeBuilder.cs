using System.Text;
using Legion.Build.Artifacts.Python.Sdists;
using Legion.Build.Artifacts.Python.Wheels;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>Writes what a plan says. Each file is read once, for both archives.</summary>
internal static class NativeBuilder
{
    /// <summary>Writes both archives, at once.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="sources">The files' contents.</param>
    /// <param name="wheel">Where the wheel goes.</param>
    /// <param name="sdist">Where the sdist goes.</param>
    /// <param name="sourceDateEpoch">Seconds since 1970; null: 1980, the first moment a zip archive knows.</param>
    public static void Build(NativePlan plan, SourceContents sources, Stream wheel, Stream sdist, long? sourceDateEpoch)
    {
        // One moment for both archives: wheels built from an sdist with older files fail in zip writers that take the files' times.
        var modified = Math.Max(sourceDateEpoch ?? 0, 315_532_800);
        var contents = Read(plan, sources);
        var metadata = Encoding.UTF8.GetBytes(plan.Metadata.ToString());
        Parallel.Invoke(
            () => WheelWriter.Write(wheel, plan.Stem + ".dist-info", WheelEntries(plan, contents, metadata), modified),
            () => SdistWriter.Write(sdist, plan.Stem, SdistEntries(plan, contents, metadata), modified));
    }

    private static Dictionary<string, WheelEntry> Read(NativePlan plan, SourceContents sources)
    {
        sources.Fetch([.. plan.Inputs.Where(f => !plan.Stamped.ContainsKey(f.Path))]);
        var entries = new Dictionary<string, WheelEntry>(plan.Inputs.Count, StringComparer.Ordinal);
        foreach (var file in plan.Inputs)
        {
            var (bytes, sha256) = plan.Stamped.TryGetValue(file.Path, out var stamped) ? (stamped, null) : sources.Of(file);
            entries.Add(file.Path, new WheelEntry(file.Path, bytes, file.IsExecutable) { Sha256 = sha256 });
        }

        return entries;
    }

    private static IEnumerable<WheelEntry> WheelEntries(NativePlan plan, Dictionary<string, WheelEntry> contents, byte[] metadata)
    {
        var info = plan.Stem + ".dist-info/";
        foreach (var file in plan.Selection.Wheel) yield return contents[file.Source.Path] with { Path = file.Path, IsExecutable = file.IsExecutable };
        foreach (var file in plan.Selection.Data) yield return contents[file.Source.Path] with { Path = $"{plan.Stem}.data/data/{file.Path}" };
        foreach (var license in plan.Licenses) yield return contents[license.Path] with { Path = $"{info}licenses/{license.Path}", IsExecutable = false };
        if (plan.EntryPoints.Length > 0) yield return new WheelEntry(info + "entry_points.txt", Encoding.UTF8.GetBytes(plan.EntryPoints));
        yield return new WheelEntry(info + "METADATA", metadata);
        yield return new WheelEntry(info + "WHEEL", Encoding.UTF8.GetBytes(WheelWriter.WheelFile(plan.PythonTags)));
    }

    private static IEnumerable<WheelEntry> SdistEntries(NativePlan plan, Dictionary<string, WheelEntry> contents, byte[] metadata) =>
        plan.Sdist.Select(file => contents[file.Path]).Append(new WheelEntry("PKG-INFO", metadata));
}
