namespace Legion.Build.Artifacts.Charts.Index;

/// <summary>What adding an entry did.</summary>
public enum ChartIndexChange
{
    /// <summary>The entry is new.</summary>
    Added,

    /// <summary>The version is listed already with the same digest; the index is as it was.</summary>
    Unchanged,

    /// <summary>The version was listed with another digest and was replaced, as the caller allowed.</summary>
    Replaced,

    /// <summary>The version is listed with another digest; the index is as it was.</summary>
    Refused,

    /// <summary>The index cannot be read, so nothing was changed.</summary>
    Unreadable,
}
