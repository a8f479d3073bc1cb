namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>The order in which Helm meets a chart's files: folder by folder, names in ordinal order (Go's <c>filepath.Walk</c>).</summary>
/// <remarks>It is not the ordinal order of whole paths: <c>config/a</c> comes before <c>config-map.yaml</c>, although <c>-</c> sorts before <c>/</c>.</remarks>
internal sealed class ChartPathOrder : IComparer<string>
{
    private ChartPathOrder()
    {
    }

    /// <summary>The order.</summary>
    public static ChartPathOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var a = x.AsSpan();
        var b = y.AsSpan();
        var same = a.CommonPrefixLength(b);
        if (same == a.Length || same == b.Length) return a.Length - b.Length;
        return (a[same] == '/' ? '\0' : a[same]) - (b[same] == '/' ? '\0' : b[same]);
    }
}
