using System.Text;
using Legion.Build.Artifacts.Python.Layouts;
using Legion.Build.Artifacts.Python.Sdists;
using Legion.Build.Artifacts.Python.Wheels;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>Writes what a plan says; both archives can be written at once. Each file is read once.</summary>
internal sealed class NativeBuilder
{
    private readonly NativePlan plan;
    private readonly Dictionary<string, WheelEntry> contents;
    private readonly byte[] metadata;
    private readonly long modified;
    private readonly WheelWriter wheel;

    /// <summary>Reads what was not read yet.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="sources">The files' contents.</param>
    /// <param name="sourceDateEpoch">Seconds since 1970; null: 1980, the first moment a zip archive knows.</param>
    public NativeBuilder(NativePlan plan, SourceContents sources, long? sourceDateEpoch)
    {
        this.plan = plan;

        // One moment for both archives: wheels built from an sdist with older files fail in zip writers that take the files' times.
        modified = Math.Max(sourceDateEpoch ?? 0, 315_532_800);
        metadata = Encoding.UTF8.GetBytes(plan.Metadata.ToString());
        sources.Fetch([.. plan.Inputs.Where(f => !plan.Stamped.ContainsKey(f.Path))]);
        contents = plan.Inputs.ToDictionary(static file => file.Path, file => Entry(file, plan, sources), StringComparer.Ordinal);
        wheel = new WheelWriter(plan.Stem + ".dist-info", WheelEntries(), modified);
    }

    /// <summary>Writes the wheel.</summary>
    /// <param name="output">Where it goes; stays open.</param>
    public void WriteWheel(Stream output) => wheel.Write(output);

    /// <summary>Writes the sdist.</summary>
    /// <param name="output">Where it goes; stays open.</param>
    public void WriteSdist(Stream output) => SdistWriter.Write(output, plan.Stem, SdistEntries(), modified);

    /// <summary>Compresses what the wheel is made of, while or before it is written; several may.</summary>
    public void HelpWheel() => wheel.Help();

    private static WheelEntry Entry(SourceFile file, NativePlan plan, SourceContents sources)
    {
        if (plan.Stamped.TryGetValue(file.Path, out var stamped)) return new WheelEntry(file.Path, stamped, file.IsExecutable);
        var content = sources.Of(file);
        return new WheelEntry(file.Path, content.Bytes, file.IsExecutable) { Sha256 = content.Sha256, Zipped = content.Zipped };
    }

    private IEnumerable<WheelEntry> WheelEntries()
    {
        var info = plan.Stem + ".dist-info/";
        foreach (var file in plan.Selection.Wheel) yield return contents[file.Source.Path] with { Path = file.Path, IsExecutable = file.IsExecutable };
        foreach (var file in plan.Selection.Data) yield return contents[file.Source.Path] with { Path = $"{plan.Stem}.data/data/{file.Path}" };
        foreach (var license in plan.Licenses) yield return contents[license.Path] with { Path = $"{info}licenses/{license.Path}", IsExecutable = false };
        if (plan.EntryPoints.Length > 0) yield return new WheelEntry(info + "entry_points.txt", Encoding.UTF8.GetBytes(plan.EntryPoints));
        yield return new WheelEntry(info + "METADATA", metadata);
        yield return new WheelEntry(info + "WHEEL", Encoding.UTF8.GetBytes(WheelWriter.WheelFile(plan.PythonTags)));
    }

    private IEnumerable<WheelEntry> SdistEntries() => plan.Sdist.Select(file => contents[file.Path]).Append(new WheelEntry("PKG-INFO", metadata));
}
