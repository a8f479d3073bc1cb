namespace Legion.Build.Artifacts.Charts.Versions;

/// <summary>One comparison of a range, such as <c>&gt;=1.2</c>.</summary>
/// <param name="Operator">As written; empty means equal.</param>
/// <param name="Version">The version, with zeros where <paramref name="Open"/> leaves it open.</param>
/// <param name="Open">The first number that is a wildcard or not written.</param>
internal sealed record VersionComparison(string Operator, ChartVersion Version, OpenPart Open)
{
    private bool IsOpen => Open != OpenPart.None;

    /// <summary>True when <paramref name="v"/> satisfies it; whether prereleases count is decided by the group.</summary>
    public bool Accepts(ChartVersion v) => Operator switch
    {
        "" or "=" => IsOpen ? AcceptsTilde(v) : v == Version,
        "!=" => AcceptsOther(v),
        ">" => AcceptsGreater(v),
        "<" => v < Version,
        ">=" or "=>" => v >= Version,
        "<=" or "=<" => AcceptsLessOrEqual(v),
        "~" or "~>" => AcceptsTilde(v),
        _ => AcceptsCaret(v),
    };

    private bool AcceptsOther(ChartVersion v)
    {
        if (!IsOpen) return v != Version;
        if (Version.Major != v.Major) return true;
        if (Open == OpenPart.Minor) return false;
        if (Version.Minor != v.Minor) return true;
        if (Open == OpenPart.Patch) return ChartVersion.ComparePrereleases(v.Prerelease, Version.Prerelease) != 0;
        return Version.Patch != v.Patch || v != Version;
    }

    private bool AcceptsGreater(ChartVersion v)
    {
        if (!IsOpen) return v > Version;
        if (v.Major != Version.Major) return v.Major > Version.Major;

        // >11 means 12 or later, >11.1 means 11.2 or later.
        return Open switch
        {
            OpenPart.Minor => false,
            OpenPart.Patch => v.Minor > Version.Minor,
            _ => v > Version,
        };
    }

    private bool AcceptsLessOrEqual(ChartVersion v)
    {
        if (!IsOpen) return v <= Version;
        if (v.Major > Version.Major) return false;
        return v.Major != Version.Major || v.Minor <= Version.Minor || Open == OpenPart.Minor;
    }

    private bool AcceptsTilde(ChartVersion v)
    {
        if (v < Version) return false;
        if (Version is { Major: 0, Minor: 0, Patch: 0 } && Open is OpenPart.None or OpenPart.Major) return true; // ~0.0.0 and ~* take all
        return v.Major == Version.Major && (v.Minor == Version.Minor || Open == OpenPart.Minor);
    }

    private bool AcceptsCaret(ChartVersion v)
    {
        if (v < Version) return false;
        if (Version.Major > 0 || Open == OpenPart.Minor) return v.Major == Version.Major;
        if (v.Major > 0) return false;
        if (Version.Minor > 0 || Open == OpenPart.Patch) return v.Minor == Version.Minor;
        return v.Minor == 0 && v.Patch == Version.Patch;
    }
}
