using Legion.Build.Artifacts.Python.Layouts;
using Legion.Build.Artifacts.Python.Metadata;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>All that a native build writes, decided.</summary>
internal sealed record NativePlan
{
    /// <summary>The metadata of both archives.</summary>
    public required CoreMetadata Metadata { get; init; }

    /// <summary>The files.</summary>
    public required PackageSelection Selection { get; init; }

    /// <summary>License files, in both archives.</summary>
    public required IReadOnlyList<SourceFile> Licenses { get; init; }

    /// <summary>Files of the sdist, apart from PKG-INFO.</summary>
    public required IReadOnlyList<SourceFile> Sdist { get; init; }

    /// <summary>Texts that differ from the file's own: what was stamped, by path.</summary>
    public required IReadOnlyDictionary<string, byte[]> Stamped { get; init; }

    /// <summary>The text of <c>entry_points.txt</c>; empty: none.</summary>
    public required string EntryPoints { get; init; }

    /// <summary><c>name-version</c>, as file names have it.</summary>
    public required string Stem { get; init; }

    /// <summary>Python tags, such as <c>py3</c>.</summary>
    public required IReadOnlyList<string> PythonTags { get; init; }

    /// <summary>The wheel's file name.</summary>
    public string WheelName => $"{Stem}-{string.Join('.', PythonTags)}-none-any.whl";

    /// <summary>The sdist's file name.</summary>
    public string SdistName => Stem + ".tar.gz";

    /// <summary>Every file that is read, once, in ordinal order.</summary>
    public IReadOnlyList<SourceFile> Inputs => field ??= SourceFile.InOrder(Selection.Wheel.Concat(Selection.Data).Select(static f => f.Source).Concat(Sdist).Concat(Licenses));
}
