namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>What goes where.</summary>
internal sealed record PackageSelection
{
    /// <summary>The files of the wheel outside its <c>.dist-info</c>.</summary>
    public IReadOnlyList<WheelFile> Wheel { get; init; } = [];

    /// <summary>Files of the wheel's <c>.data/data</c>, by their path in it.</summary>
    public IReadOnlyList<WheelFile> Data { get; init; } = [];

    /// <summary>The files of the sdist; pyproject.toml, readme and licenses are added by the builder.</summary>
    public IReadOnlyList<SourceFile> Sdist { get; init; } = [];

    /// <summary>Every file of the above, once.</summary>
    public IEnumerable<SourceFile> Sources => Wheel.Concat(Data).Select(static f => f.Source).Concat(Sdist).Distinct();

    /// <summary>Globs of license files where the project names none.</summary>
    public IReadOnlyList<string> LicenseFiles { get; init; } = [];

    /// <summary>The module whose docstring's first line is a dynamic description; null: none.</summary>
    public SourceFile? MainModule { get; init; }

    /// <summary>True when the backend tags a wheel <c>py2.py3</c> as long as nothing forbids Python 2.</summary>
    public bool TagsPython2 { get; init; }

    /// <summary>True when the backend writes no <c>License</c> header for a license given as text or file.</summary>
    public bool OmitsLicenseText { get; init; }

    /// <summary>True when the backend counts the file of <c>license = { file = … }</c> among the license files.</summary>
    public bool PackagesLicenseFile { get; init; }

    /// <summary>Files the version is written in for the package's own use; stamped in both archives.</summary>
    public IReadOnlyList<SourceFile> VersionFiles { get; init; } = [];
}
