namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>The forms of a TOML date or time.</summary>
internal enum TomlDateTimeType
{
    /// <summary><c>1979-05-27T07:32:00Z</c>.</summary>
    Offset,

    /// <summary><c>1979-05-27T07:32:00</c>.</summary>
    Local,

    /// <summary><c>1979-05-27</c>.</summary>
    LocalDate,

    /// <summary><c>07:32:00</c>.</summary>
    LocalTime,
}
