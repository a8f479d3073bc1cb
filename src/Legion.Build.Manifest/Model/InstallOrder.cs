namespace Legion.Build.Manifest.Model;

/// <summary>The order charts are installed and published in.</summary>
public static class InstallOrder
{
    /// <summary>Charts such that each comes after those its <c>installAfter</c> names; otherwise in manifest order.</summary>
    /// <param name="charts">The charts, in manifest order. Names no chart has, and cycles, are other rules' findings: they are passed over here.</param>
    public static EquatableArray<Chart> Of(EquatableArray<Chart> charts)
    {
        var byName = new Dictionary<string, Chart>(StringComparer.Ordinal);
        foreach (var chart in charts) byName[chart.Name] = chart;

        var ordered = new List<Chart>(charts.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var path = new Stack<(Chart Chart, int Next)>();
        foreach (var first in charts)
        {
            if (!seen.Add(first.Name)) continue;
            path.Push((first, 0));
            while (path.Count > 0)
            {
                // A stack of our own: ten thousand charts in one chain must not end the compiler's.
                var (chart, next) = path.Pop();
                if (next == chart.InstallAfter.Count)
                {
                    ordered.Add(chart);
                    continue;
                }

                path.Push((chart, next + 1));
                if (byName.TryGetValue(chart.InstallAfter[next], out var before) && seen.Add(before.Name)) path.Push((before, 0));
            }
        }

        return ordered.ToEquatableArray();
    }
}
