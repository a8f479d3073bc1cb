using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Legion.Build.Artifacts.Charts.Dependencies;
using Legion.Build.Artifacts.Charts.Linting;
using Legion.Build.Artifacts.Charts.Provenance;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Artifacts.Charts.Stamping;
using Legion.Build.Artifacts.Charts.Versions;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Artifacts.Charts.Packaging;

/// <summary>Makes one chart: list, compare with the last time, and when something changed read, lint, stamp, package.</summary>
internal sealed class ChartJob : IDisposable
{
    private readonly BuildContext context;
    private readonly ChartOptions options;
    private readonly Chart chart;
    private readonly IReadOnlyDictionary<string, BuiltArtifact> images;
    private readonly FileHashCache cache;
    private readonly DependencySession session;
    private readonly SemaphoreSlim stamping = new(1);
    private readonly string folder;
    private readonly List<BuildDiagnostic> findings = [];
    private IReadOnlyList<ChartMember> members = [];
    private IReadOnlyList<DeclaredValue> values = [];
    private IReadOnlyList<ChartOutcome> carried = [];
    private DependencyResolution resolution = DependencyResolution.None;
    private ChartContent? stamped;

    /// <summary>Prepares the job.</summary>
    public ChartJob(BuildContext context, ChartOptions options, Chart chart, IReadOnlyDictionary<string, BuiltArtifact> images, FileHashCache cache, DependencySession session)
    {
        (this.context, this.options, this.chart, this.images, this.cache, this.session) = (context, options, chart, images, cache, session);
        folder = Path.GetFullPath(chart.Path, context.Root).TrimEnd('/');
    }

    /// <summary>The chart's name.</summary>
    public string Name => chart.Name;

    private string FilePath => ChartStation.FolderName + "/" + chart.Name + "-" + context.Version.SemVer + ".tgz";

    private bool HasErrors => findings.Exists(static f => f.Rule.Severity == RuleSeverity.Error);

    /// <summary>Makes the chart.</summary>
    /// <param name="carriedCharts">Outcomes of the charts of the manifest it carries.</param>
    /// <param name="cancellationToken">Cancels between steps.</param>
    public async Task<ChartOutcome> RunAsync(IReadOnlyList<ChartOutcome> carriedCharts, CancellationToken cancellationToken)
    {
        carried = carriedCharts;
        BuiltArtifact? artifact = null;
        try
        {
            var began = Stopwatch.GetTimestamp();
            artifact = await MakeAsync(cancellationToken) is { } made ? made with { Elapsed = Stopwatch.GetElapsedTime(began) } : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(ChartRules.PackagingFailed.At(context.Sources.Key(PathOf()), chart.Name, e.Message.TrimEnd('.')));
        }

        return new(this, HasErrors ? null : artifact, findings);
    }

    /// <summary>The stamped chart, for those that carry it; read now when it was up to date, and its findings are known then.</summary>
    public async Task<ChartContent?> StampedAsync(CancellationToken cancellationToken)
    {
        await stamping.WaitAsync(cancellationToken);
        try
        {
            if (stamped is not null) return stamped;
            var known = findings.Count;
            stamped = await StampAsync(cancellationToken);
            findings.RemoveRange(known, findings.Count - known);
            return stamped;
        }
        finally
        {
            stamping.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stamping.Dispose();

    private async Task<BuiltArtifact?> MakeAsync(CancellationToken cancellationToken)
    {
        foreach (var failed in carried.Where(static c => c.Artifact is null))
        {
            Report(ChartRules.SubchartMissing.At(context.Sources.Key(PathOf("dependencies")), chart.Name, failed.Job.Name));
        }

        if (!Directory.Exists(folder))
        {
            Report(ChartRules.FolderMissing.At(context.Sources.Value(PathOf("path")), chart.Name, chart.Path));
            return null;
        }

        members = ChartFolder.List(folder, context.Root, Report);
        values = FillValues();
        if (HasErrors) return null;

        var statePath = Path.Join(context.IntermediatePath, ChartStation.FolderName, chart.Name + ".json");
        var output = Path.Join(context.OutputPath, FilePath);
        var state = ChartState.TryRead(statePath);
        var inputs = Inputs(state?.Folders ?? []);
        var fingerprint = Fingerprint(inputs);
        if (options.Dependencies != DependencyMode.Update && state?.UpToDate(fingerprint, output) is { } files)
        {
            findings.Clear();
            findings.AddRange(state.Findings());
            return Artifact(files, fingerprint, rebuilt: false, reason: null);
        }

        cancellationToken.ThrowIfCancellationRequested();
        stamped = await StampAsync(cancellationToken);
        if (stamped is not { } content || HasErrors) return null;
        if (await WriteAsync(output, content, cancellationToken) is not { } written) return null;

        // What reading told: the folders of its dependencies, and a lock file that is new.
        if (resolution.NewLock is not null) members = ChartFolder.List(folder, context.Root, static _ => { });
        var why = state?.WhyNot(inputs, fingerprint) ?? "first build";
        inputs = Inputs(resolution.LocalFolders);
        fingerprint = Fingerprint(inputs);
        new ChartState(fingerprint, written, inputs, findings, resolution.LocalFolders, output).Write(statePath);
        RemoveOtherVersions(output);
        return Artifact(written, fingerprint, rebuilt: true, why);
    }

    private async Task<ChartContent?> StampAsync(CancellationToken cancellationToken)
    {
        if (options.Lint) ChartLinter.RunOnFolder(folder, Report);
        var content = ChartLoader.Load(ChartFolder.Read(members, Report), folder, Report);
        if (content is null) return null;
        CheckName(content);
        var stamp = new ChartStamp(context.Version.SemVer, Report);
        var subcharts = new List<ChartContent>();
        foreach (var outcome in carried)
        {
            if (await outcome.Job.StampedAsync(cancellationToken) is { } subchart) subcharts.Add(subchart);
        }

        var versions = subcharts.ToDictionary(static s => s.Metadata.Name, static s => s.Metadata.Version, StringComparer.Ordinal);
        resolution = await new DependencyResolver(session, content, context.Root, options.Dependencies, Report).RunAsync(versions, cancellationToken);
        if (resolution.NewLock is { } next && !HasErrors) content = WriteLock(content, next);
        var carriedNames = subcharts.ConvertAll(static s => s.Metadata.Name);
        subcharts.AddRange(resolution.Charts);
        IReadOnlyList<DeclaredValue> added = [];
        var result = stamp.Metadata(content, subcharts, carriedNames);
        if (result is not null) result = stamp.Values(result, values, out added);
        if (options.Lint) Lint(content, result ?? content, added, subcharts);
        return HasErrors ? null : result;
    }

    /// <summary>Writes the lock beside Chart.yaml, as 'helm dependency build' does, and into the chart at hand.</summary>
    private ChartContent WriteLock(ChartContent content, ChartLock next)
    {
        var name = content.Metadata.IsV1 ? "requirements.lock" : "Chart.lock";
        var path = Path.Join(folder, name);
        var generated = DateTimeOffset.FromUnixTimeSeconds(context.SourceDateEpoch ?? 0).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var bytes = Encoding.UTF8.GetBytes(next.Write(generated));
        AtomicFile.WriteIfChanged(path, bytes);
        context.Log.Message(BuildMessageLevel.Result, chart.Name, $"{chart.Path}/{name} written: {string.Join(", ", next.Dependencies.Select(static d => d.Name + " " + d.Version))}");
        var file = new ChartFile(name, bytes, path);
        return content.Metadata.IsV1
            ? content with { Lock = file, Others = [.. content.Others.Where(f => f.Path != name).Append(file).OrderBy(static f => f.Path, ChartPathOrder.Instance)] }
            : content with { Lock = file };
    }

    private void CheckName(ChartContent content)
    {
        var name = content.Metadata.Name;
        if (name.Length == 0)
        {
            var at = new SourceLocation(content.ChartYaml.Origin, content.Metadata.Root is { Entries: [var first, ..] } ? first.KeySpan : default);
            Report(ChartRules.NameMissing.At(at, chart.Name));
        }
        else if (name != chart.Name)
        {
            var at = new SourceLocation(content.ChartYaml.Origin, content.Metadata.Root?.Find("name")?.Value.Span ?? default);
            Report(ChartRules.NameDiffers.At(at, name, chart.Name) with { Related = EquatableArray.Of(context.Sources.Key(PathOf())) });
        }
    }

    private void Lint(ChartContent content, ChartContent result, IReadOnlyList<DeclaredValue> added, IReadOnlyList<ChartContent> subcharts)
    {
        var scope = new LintScope
        {
            IsStamped = true,
            Version = context.Version.SemVer,
            ImageTag = context.Version.OciTag,
            Manifest = context.Manifest,
            Supplied = [.. subcharts.Select(static s => s.Metadata.Name)],
            DeclaredValues = [.. values.Select(static v => v.Path)],
        };
        ChartLinter.Run(content, result, scope, Report);
        foreach (var value in added.Where(v => !ChartLinter.Reads(content, v.Path))) Report(ChartRules.ValueUnused.At(value.Location, value.Path));
        foreach (var name in Placeholders.ImagesIn(chart.Values).Where(n => !chart.Images.Contains(n)))
        {
            Report(ChartRules.ImageUndeclared.At(context.Sources.Key(PathOf("images")), name));
        }
    }

    private List<DeclaredValue> FillValues()
    {
        var filled = new List<DeclaredValue>();
        var placeholders = new Placeholders(context, chart, images);
        foreach (var setting in chart.Values)
        {
            var at = context.Sources.Value(PathOf(["values", .. ChartStamp.Segments(setting.Key)]));
            var value = placeholders.Fill(setting.Value, out var fault);
            if (fault is null) filled.Add(new(setting.Key, value, at));
            else if (fault.UnbuiltImage is { } image) Report(ChartRules.ImageNotBuilt.At(at, image, fault.Placeholder));
            else if (fault.Places is { } places) Report(ChartRules.RepositoryAmbiguous.At(at, context.Channel.Name, places));
            else Report(ChartRules.UnresolvedPlaceholder.At(at, fault.Placeholder, setting.Key, fault.Why));
        }

        return filled;
    }

    private SortedDictionary<string, string> Inputs(IReadOnlyList<string> folders)
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = ChartState.Format,
            ["name"] = chart.Name,
            ["version"] = context.Version.SemVer,
            ["epoch"] = context.SourceDateEpoch?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["key"] = options.SigningKey ?? "",
            ["helm"] = options.HelmLint ?? "",
            ["dependencies"] = options.Dependencies == DependencyMode.Off ? "off" : "on",
            ["lint"] = options.Lint ? string.Join(' ', context.Manifest.Images.Select(static i => i.Name).Append(context.Version.OciTag).Append(string.Join(',', chart.Images))) : "",
        };
        foreach (var member in members) inputs["file " + member.Path] = cache.Sha256(member.RealPath, member.Stamp);
        foreach (var path in folders.Where(Directory.Exists))
        {
            foreach (var member in ChartFolder.List(path, context.Root, static _ => { }))
            {
                inputs["dependency " + Path.GetRelativePath(folder, path).Replace('\\', '/') + "/" + member.Path] = cache.Sha256(member.RealPath, member.Stamp);
            }
        }

        foreach (var value in values) inputs["value " + value.Path] = value.Value;
        foreach (var outcome in carried) inputs["chart " + outcome.Job.Name] = outcome.Artifact?.Fingerprint ?? "";
        return inputs;
    }

    private static string Fingerprint(SortedDictionary<string, string> inputs)
    {
        using var builder = new FingerprintBuilder();
        foreach (var (label, value) in inputs) builder.Add(label, value);
        return builder.Build();
    }

    /// <summary>Packs and signs in memory, then writes: a package without its signature is never there.</summary>
    private async Task<EquatableArray<ArtifactFile>?> WriteAsync(string output, ChartContent content, CancellationToken cancellationToken)
    {
        using var package = new MemoryStream();
        var (sha256, size) = ChartPackageWriter.Write(package, ChartLayout.Files(content), context.SourceDateEpoch);
        var bytes = new ReadOnlyMemory<byte>(package.GetBuffer(), 0, (int)package.Length);
        if (options.HelmLint is { } helm)
        {
            await new HelmLint(helm, folder).RunAsync(bytes, Path.Join(context.IntermediatePath, ChartStation.FolderName, "lint", Path.GetFileName(output)), Report, cancellationToken);
            if (HasErrors) return null;
        }

        byte[]? signature = null;
        if (options.SigningKey is { } key)
        {
            var at = context.Sources.Key(PathOf());
            signature = await new GpgProvenance(options.Gpg).SignAsync(bytes, Path.GetFileName(output), content.ChartYaml.Text, key, at, Report, cancellationToken);
            if (signature is null) return null;
            AtomicFile.Write(output + ".prov", signature);
        }
        else if (File.Exists(output + ".prov"))
        {
            File.Delete(output + ".prov"); // of an earlier, signed build: it would be wrong now
        }

        AtomicFile.Write(output, bytes);
        var file = new ArtifactFile(FilePath, size, sha256);
        return signature is null
            ? EquatableArray.Of(file)
            : EquatableArray.Of(file, new ArtifactFile(FilePath + ".prov", signature.Length, Convert.ToHexStringLower(SHA256.HashData(signature))));
    }

    /// <summary>Packages of this chart's other versions go: the folder holds what this build made.</summary>
    private void RemoveOtherVersions(string output)
    {
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(output)!, chart.Name + "-*.tgz"))
        {
            // legion-crds-1.0.0.tgz is no version of 'legion'.
            var version = Path.GetFileNameWithoutExtension(path)[(chart.Name.Length + 1)..];
            if (path == output || !ChartVersion.TryParseStrict(version, out _)) continue;
            File.Delete(path);
            File.Delete(path + ".prov");
        }
    }

    private BuiltArtifact Artifact(EquatableArray<ArtifactFile> files, string fingerprint, bool rebuilt, string? reason) => new()
    {
        Kind = ArtifactKind.Chart,
        Name = chart.Name,
        Version = context.Version.SemVer,
        Files = files,
        Digest = "sha256:" + files[0].Sha256,
        Size = files.Sum(static f => f.Size),
        Fingerprint = fingerprint,
        How = "native",
        Rebuilt = rebuilt,
        Reason = reason,
    };

    private string PathOf(params string[] segments) => SourceMap.PathOf(["charts", chart.Name, .. segments]);

    private void Report(BuildDiagnostic finding) => findings.Add(finding);
}
