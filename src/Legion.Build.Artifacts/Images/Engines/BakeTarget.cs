namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>One platform of one image, as a target of a bake file.</summary>
/// <param name="Job">The image.</param>
/// <param name="Platform">Index of the platform.</param>
/// <param name="Name">The target's name.</param>
/// <param name="Result">The name the result has in a daemon, on its way out.</param>
internal sealed record BakeTarget(EngineJob Job, int Platform, string Name, string Result)
{
    private static readonly string[] Places = ["ref=", "dest=", "src=", "scope="];

    /// <summary>Absolute path of the folder for the result; with <c>.tar</c> behind it, of the archive it comes in.</summary>
    /// <param name="workshop">What engines work with.</param>
    public string Output(EngineWorkshop workshop) => Path.Join(workshop.Folder, Job.Name, FormattableString.Invariant($"out.{Platform}"));

    /// <summary>A cache as the manifest names it; for platforms after the first, one beside it: an export replaces what another left there.</summary>
    /// <param name="cache">In BuildKit's notation.</param>
    public string Cache(string cache)
    {
        if (Platform == 0) return cache;
        var ending = Job.Prepared.Platforms[Platform].ToString().Replace('/', '-');
        if (!cache.Contains('=', StringComparison.Ordinal)) return Beside(cache, ending);
        return string.Join(',', cache.Split(',').Select(option => Places.FirstOrDefault(place => option.StartsWith(place, StringComparison.Ordinal)) switch
        {
            null => option,
            "ref=" => "ref=" + Beside(option[4..], ending),
            _ => option + "-" + ending,
        }));
    }

    private static string Beside(string reference, string ending) => reference.LastIndexOf(':') > reference.LastIndexOf('/') ? $"{reference}-{ending}" : $"{reference}:{ending}";
}
