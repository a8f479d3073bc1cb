namespace Legion.Build.Artifacts.Charts.Versions;

/// <summary>The first number of a comparison's version that is a wildcard or not written.</summary>
internal enum OpenPart
{
    /// <summary>All three numbers are given.</summary>
    None,

    /// <summary><c>*</c></summary>
    Major,

    /// <summary><c>1</c>, <c>1.x</c></summary>
    Minor,

    /// <summary><c>1.2</c>, <c>1.2.x</c></summary>
    Patch,
}
