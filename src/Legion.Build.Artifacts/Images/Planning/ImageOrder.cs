using Legion.Build.Manifest.Reading;

namespace Legion.Build.Artifacts.Images.Planning;

/// <summary>Sorts images so that each comes after those it is built from.</summary>
internal static class ImageOrder
{
    /// <summary>The images in waves: those of one wave need only images of earlier ones.</summary>
    /// <param name="images">The images.</param>
    /// <param name="build">Where circles are reported; images in or after one are left out.</param>
    public static IReadOnlyList<IReadOnlyList<PreparedImage>> Sort(IReadOnlyList<PreparedImage> images, BuildContext build)
    {
        var waves = new List<IReadOnlyList<PreparedImage>>();
        var left = images.ToList();
        var all = images.Select(static image => image.Image.Name).ToHashSet(StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (left.Count > 0)
        {
            // What could not be prepared is not waited for: the wave that needs it says so.
            var wave = left.Where(image => image.Needs.All(need => done.Contains(need) || !all.Contains(need))).ToArray();
            if (wave.Length == 0)
            {
                ReportCircle(left, build);
                break;
            }

            waves.Add(wave);
            done.UnionWith(wave.Select(static image => image.Image.Name));
            left.RemoveAll(image => done.Contains(image.Image.Name));
        }

        return waves;
    }

    private static void ReportCircle(List<PreparedImage> left, BuildContext build)
    {
        var path = new List<PreparedImage> { left[0] };
        while (true)
        {
            var next = left.First(image => path[^1].Needs.Contains(image.Image.Name));
            var seen = path.IndexOf(next);
            path.Add(next);
            if (seen < 0) continue;
            var names = path.Skip(seen).Select(static image => image.Image.Name).ToArray();
            var location = build.Sources.Key(SourceMap.PathOf("images", names[0]));
            build.Log.Report(ImageRules.ImageCycle.At(location, string.Join(" → ", names)));
            return;
        }
    }
}
