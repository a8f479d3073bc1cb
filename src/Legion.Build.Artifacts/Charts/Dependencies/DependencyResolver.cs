using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Artifacts.Charts.Versions;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>Finds the dependencies of one chart that do not lie in charts/: by the lock file, else by their ranges.</summary>
internal sealed class DependencyResolver
{
    private readonly DependencySession session;
    private readonly ChartContent chart;
    private readonly string boundary;
    private readonly DependencyMode mode;
    private readonly Action<BuildDiagnostic> report;
    private readonly string file;
    private readonly List<ChartContent> found = [];
    private readonly List<string> folders = [];

    /// <summary>Resolves for <paramref name="chart"/>.</summary>
    /// <param name="session">Repositories and cache.</param>
    /// <param name="chart">The chart as written.</param>
    /// <param name="boundary">The folder <c>file://</c> may not leave.</param>
    /// <param name="mode">What to do.</param>
    /// <param name="report">Takes the findings.</param>
    public DependencyResolver(DependencySession session, ChartContent chart, string boundary, DependencyMode mode, Action<BuildDiagnostic> report)
    {
        (this.session, this.chart, this.boundary, this.mode, this.report) = (session, chart, boundary, mode, report);
        file = (chart.Metadata.IsV1 ? chart.Requirements : null)?.Origin ?? chart.ChartYaml.Origin;
    }

    /// <summary>Resolves all.</summary>
    /// <param name="carried">Charts the manifest supplies, with their versions.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<DependencyResolution> RunAsync(IReadOnlyDictionary<string, string> carried, CancellationToken cancellationToken)
    {
        var requirements = chart.Metadata.Dependencies;
        if (requirements.Count == 0 || mode == DependencyMode.Off) return DependencyResolution.None;
        var written = chart.Lock is { } lockFile ? ChartLock.Read(lockFile, report) : null;
        var asked = requirements.Select(d => d with { Repository = session.AddressOf(d.Repository) ?? d.Repository }).ToList();
        if (written is not null && mode == DependencyMode.Locked && !written.IsOf(asked, chart.Metadata.IsV1) && !written.IsOf(requirements, chart.Metadata.IsV1))
        {
            report(ChartRules.LockOutOfSync.At(SourceLocation.File(chart.Lock!.Origin), Path.GetFileName(chart.Lock.Origin), Path.GetFileName(file)));
            return DependencyResolution.None;
        }

        var locked = new List<ChartDependency>();
        var fetched = false;
        foreach (var requirement in asked)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pinned = mode == DependencyMode.Locked ? written?.Dependencies.FirstOrDefault(d => d.Name == requirement.Name && d.Repository == requirement.Repository)?.Version : null;
            var version = await OneAsync(requirement, pinned, carried, cancellationToken);
            fetched |= version is not null && IsRemote(requirement.Repository);
            locked.Add(new(requirement.Name, version ?? requirement.Version, requirement.Repository));
        }

        var next = ChartLock.Of(asked, locked);
        var writes = fetched && (written is null || (mode == DependencyMode.Update && written.Digest != next.Digest));
        return new(found, folders, writes ? next : null);
    }

    private static bool IsRemote(string repository) => repository.Length > 0 && !repository.StartsWith("file://", StringComparison.Ordinal);

    /// <summary>Supplies one dependency; its version, or null when it was not to be had, which is reported.</summary>
    private async Task<string?> OneAsync(ChartDependency wanted, string? pinned, IReadOnlyDictionary<string, string> carried, CancellationToken cancellationToken)
    {
        if (carried.TryGetValue(wanted.Name, out var own)) return own;
        if (!VersionRange.TryParse(wanted.Version, out var range)) return null; // the lint says so
        var there = chart.Subcharts.FirstOrDefault(s => s.Metadata.Name == wanted.Name && ChartVersion.TryParse(s.Metadata.Version, out var v) && range.Contains(v));
        if (there is not null && mode != DependencyMode.Update) return there.Metadata.Version;
        if (wanted.Repository.Length == 0) return there?.Metadata.Version; // it must lie in charts/; the lint says when it does not
        try
        {
            if (wanted.Repository.StartsWith("file://", StringComparison.Ordinal)) return Local(wanted, range);
            if (found.Find(f => f.Metadata.Name == wanted.Name && f.Metadata.Version == pinned) is { } again) return again.Metadata.Version;
            return await RemoteAsync(wanted, range, pinned, cancellationToken);
        }
        catch (FetchException e)
        {
            report(e.Rule.At(new(file, wanted.Span), e.Arguments));
            return null;
        }
    }

    private string? Local(ChartDependency wanted, VersionRange range)
    {
        var folder = Path.GetFullPath(wanted.Repository["file://".Length..], chart.Origin);
        if (!Directory.Exists(folder)) throw new FetchException(ChartRules.DependencyFetch, wanted.Name, wanted.Repository, "there is no such folder");
        if (!(folder + "/").StartsWith(boundary.TrimEnd('/') + "/", StringComparison.Ordinal)) throw new FetchException(ChartRules.DependencyRepository, wanted.Repository, wanted.Name, "it leads out of the folder of distributions.yaml");
        folders.Add(folder);
        var loaded = ChartLoader.Load(ChartFolder.Read(ChartFolder.List(folder, boundary, report), report), folder, report);
        if (loaded is null || !ChartLoader.Judge(loaded, report)) return null;
        return Take(wanted, range, loaded);
    }

    private async Task<string?> RemoteAsync(ChartDependency wanted, VersionRange range, string? pinned, CancellationToken cancellationToken)
    {
        var repository = session.Open(wanted.Repository)
            ?? throw new FetchException(ChartRules.DependencyRepository, wanted.Repository, wanted.Name, "it is no file://, http://, https:// or oci:// address and no repository of distributions.yaml");
        var version = pinned ?? await NewestAsync(repository, wanted, range, cancellationToken);
        var content = session.Cache.TryRead(wanted.Repository, wanted.Name, version);
        var isNew = content is null;
        content ??= await repository.FetchAsync(wanted.Name, version, cancellationToken);
        using var stream = new MemoryStream(content, writable: false);
        var loaded = ChartLoader.LoadArchive(stream, file, report);
        if (loaded is null) return null;
        if (isNew) session.Cache.Write(wanted.Repository, wanted.Name, version, content);
        return Take(wanted, range, loaded);
    }

    private static async Task<string> NewestAsync(IChartRepository repository, ChartDependency wanted, VersionRange range, CancellationToken cancellationToken)
    {
        var listed = await repository.ListAsync(wanted.Name, cancellationToken);
        var versions = listed.Select(static v => ChartVersion.TryParse(v, out var parsed) ? parsed : null).OfType<ChartVersion>().ToList();
        if (versions.FirstOrDefault(v => v.Original == wanted.Version) is { } exact) return exact.Original;
        if (versions.Where(range.Contains).Max() is { } newest) return newest.Original;
        var has = versions.Count == 0 ? "; it has no version of the chart" : "; the newest one is " + versions.Max()!.Original;
        throw new FetchException(ChartRules.DependencyUnresolved, wanted.Name, wanted.Repository, wanted.Version, has);
    }

    private string Take(ChartDependency wanted, VersionRange range, ChartContent loaded)
    {
        if (loaded.Metadata.Name != wanted.Name) throw new FetchException(ChartRules.DependencyName, wanted.Name, loaded.Metadata.Name);
        if (!ChartVersion.TryParse(loaded.Metadata.Version, out var version) || !range.Contains(version))
        {
            throw new FetchException(ChartRules.DependencyUnresolved, wanted.Name, wanted.Repository, wanted.Version, "; it has version " + loaded.Metadata.Version);
        }

        if (!found.Exists(f => f.Metadata.Name == loaded.Metadata.Name && f.Metadata.Version == loaded.Metadata.Version)) found.Add(loaded);
        return loaded.Metadata.Version;
    }
}
