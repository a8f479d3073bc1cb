namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>Folders shaped as repositories, one a place.</summary>
internal abstract class FolderGround(string repositories) : KillGround(repositories + """

    publish:
      images: { release: images }
      charts: { release: charts }
      python: { release: python }
    charts:
      legion: { path: helms/legion, installAfter: [legion-crds], images: [edge, edi] }
      legion-crds: { path: helms/legion-crds }
    images:
      edge: { dockerfile: edge }
      edi: { dockerfile: edi }
    python:
      legion: { path: sdk }
    """)
{
    public override Task<string> StateAsync(SubjectJob place)
    {
        var folder = PlaceOf(place);
        var lines = Files(folder).Where(static f => Path.GetFileName(f) != "index.yaml" && !f.Contains("/releases/", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(folder, f) + " " + Hash(File.ReadAllBytes(f)));
        var indexes = Files(folder).Where(static f => Path.GetFileName(f) == "index.yaml").SelectMany(File.ReadAllLines)
            .Where(static l => !l.Contains("created:", StringComparison.Ordinal) && !l.StartsWith("generated:", StringComparison.Ordinal));
        return Task.FromResult(string.Join('\n', [.. lines, .. indexes, .. Directory.GetDirectories(folder, "*.git").Select(GitState.Of)]));
    }

    public override Task<string?> TooEarlyAsync(SubjectJob place)
    {
        var folder = PlaceOf(place);
        var isChart = File.Exists(Path.Combine(folder, "charts", "index.yaml")) || File.Exists(Path.Combine(folder, "charts.git", "refs", "heads", "main"));
        var areImages = ((string[])["edge", "edi"]).All(n => Path.Combine(folder, "images", n, "index.json") is var index && File.Exists(index) && File.ReadAllText(index).Contains("\"1.0.0\"", StringComparison.Ordinal));
        return Task.FromResult(isChart && !areImages ? "the charts are there without their images" : null);
    }

    // A file that is written again has another time.
    public override IReadOnlyList<string> Confirmed(SubjectJob place)
    {
        var folder = PlaceOf(place);
        return !Directory.Exists(folder) ? [] : [.. Files(folder).Where(IsContent).Select(f => Path.GetRelativePath(folder, f) + " " + File.GetLastWriteTimeUtc(f).Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture))];
    }

    protected abstract string PlaceOf(SubjectJob place);

    private static bool IsContent(string file) => file.Contains("/blobs/", StringComparison.Ordinal) || file.EndsWith(".whl", StringComparison.Ordinal) || file.EndsWith(".gz", StringComparison.Ordinal) || file.EndsWith(".tgz", StringComparison.Ordinal);

    // Whatever a killed writer left under construction is no part of a repository.
    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Where(static f => !f.Contains(".git/", StringComparison.Ordinal) && !f.Contains(".git.making/", StringComparison.Ordinal) && !f.Contains(".staging", StringComparison.Ordinal) && !f.EndsWith(".lock", StringComparison.Ordinal));
}
