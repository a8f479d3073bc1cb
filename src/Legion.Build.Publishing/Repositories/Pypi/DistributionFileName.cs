using Legion.Build.Artifacts.Python.Names;

namespace Legion.Build.Publishing.Repositories.Pypi;

/// <summary>What the name of a wheel or sdist says (PEP 427, PEP 625).</summary>
internal static class DistributionFileName
{
    /// <summary>Whether a file is of a version of a project.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="project">The project, in any spelling.</param>
    /// <param name="version">The version in PEP 440's normal form.</param>
    public static bool IsOf(string file, string project, string version)
    {
        if (file.EndsWith(".whl", StringComparison.Ordinal))
            return file.Split('-') is { Length: >= 5 } parts && PackageName.AreEqual(parts[0], project) && parts[1] == version;
        var end = ((string[])[".tar.gz", ".zip"]).FirstOrDefault(e => file.EndsWith(e, StringComparison.Ordinal));
        // Older sdists have hyphens in their names: the version comes after the last one.
        return end is not null && file[..^end.Length] is var stem && stem.LastIndexOf('-') is var hyphen and > 0
            && PackageName.AreEqual(stem[..hyphen], project) && stem[(hyphen + 1)..] == version;
    }
}
