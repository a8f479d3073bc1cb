using System.Diagnostics;
using Legion.Build.Artifacts.Images.Engines;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Artifacts.Images.Projects;
using Legion.Build.Artifacts.Images.State;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Oci;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Building;

/// <summary>Builds images wave by wave; leaves alone what is still right.</summary>
internal sealed class ImageRun
{
    private readonly BuildTools tools;
    private readonly ImageState state;
    private readonly BuilderChoice choice;

    /// <summary>A run over one manifest.</summary>
    /// <param name="tools">What builders share.</param>
    /// <param name="state">What earlier builds made.</param>
    public ImageRun(BuildTools tools, ImageState state)
    {
        this.tools = tools;
        this.state = state;
        choice = new(tools.Build, tools.Options, new(tools.Build.Log, tools.Options, EngineEnvironment.Machine));
    }

    private OciLayout Layout => tools.Layout.Layout;

    /// <summary>Builds images that do not need each other.</summary>
    /// <param name="wave">The images.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>What was made or was still right; an image with an error is missing.</returns>
    public async Task<IReadOnlyList<BuiltArtifact>> BuildAsync(IReadOnlyList<PreparedImage> wave, CancellationToken cancellation)
    {
        var entries = await AtOnceAsync(wave, image => TryAsync(image, () => LookAsync(image, cancellation)), cancellation);
        var artifacts = entries.OfType<Entry>().Where(static entry => entry.Earlier is not null)
            .Select(entry => Artifact(entry.Prepared, entry.Earlier!, rebuilt: false, null)).ToList();
        var open = entries.OfType<Entry>().Where(static entry => entry.Earlier is null).ToArray();

        // Engines work beside the assembler: they wait for other processes, it needs this one's processors.
        var engines = open.Where(static entry => entry.Engine is not null).GroupBy(static entry => entry.Engine!).Select(group => RunEngineAsync(group.Key, [.. group], cancellation)).ToArray();
        var own = AtOnceAsync([.. open.Where(static entry => entry.Engine is null)], entry => TryAsync(entry.Prepared, () => RunHereAsync(entry, cancellation)), cancellation);

        // All of them, also when one was cancelled: nothing may be left running behind this build.
        await Task.WhenAll([.. engines, own]);
        artifacts.AddRange((await own).OfType<BuiltArtifact>());
        foreach (var engine in engines) artifacts.AddRange(await engine);
        return artifacts;
    }

    private async Task<TResult[]> AtOnceAsync<T, TResult>(IReadOnlyList<T> items, Func<T, Task<TResult>> work, CancellationToken cancellation)
    {
        using var turn = new SemaphoreSlim(tools.Options.Parallelism > 0 ? tools.Options.Parallelism : Environment.ProcessorCount);
        return await Task.WhenAll(items.Select(async item =>
        {
            await turn.WaitAsync(cancellation);
            try
            {
                return await Task.Run(() => work(item), cancellation);
            }
            finally
            {
                turn.Release();
            }
        }));
    }

    private async Task<T?> TryAsync<T>(PreparedImage prepared, Func<Task<T>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (ImageBuildException e)
        {
            tools.Build.Log.Report(e.Diagnostic);
        }
        catch (EngineException e)
        {
            tools.Build.Log.Report(ImageRules.EngineFailed.At(FailedInstruction.Find(e.LastLines, prepared) ?? Place(prepared), e.Program, e.ExitCode, e.LastWords.TrimEnd('.')));
        }
        catch (Exception e) when (e is OciException or IOException or UnauthorizedAccessException)
        {
            tools.Build.Log.Report(ImageRules.BuildFailed.At(Place(prepared), e.Message.TrimEnd('.')));
        }

        return null;
    }

    // What an image is made from, and whether what stands in the layout was made from just that.
    private async Task<Entry> LookAsync(PreparedImage prepared, CancellationToken cancellation)
    {
        var name = prepared.Image.Name;
        var labels = ImageLabels.Of(prepared.Image, tools.Build, tools.Options);
        var bases = await ResolveBasesAsync(prepared, cancellation);
        var digests = bases.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value.Descriptor.Digest.ToString()));
        var inputs = ImageFingerprint.Of(prepared, labels, digests, choice.Identity(prepared), tools.Build, tools.Hashes);
        if (StillRight(name, inputs.Fingerprint) is { } earlier)
        {
            tools.Build.Log.Message(BuildMessageLevel.Detail, name, "nothing it is made from has changed");
            return new(prepared, labels, bases, inputs, null, earlier);
        }

        var (engine, why) = await choice.ChooseAsync(prepared, cancellation);
        tools.Build.Log.Message(BuildMessageLevel.Detail, name, why);
        if (engine is not null) ContextCheck.Run(prepared, tools);
        return new(prepared, labels, bases, inputs, engine, null);
    }

    private async Task<BuiltArtifact> RunHereAsync(Entry entry, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        return await MakeHereAsync(entry, cancellation) with { Elapsed = Stopwatch.GetElapsedTime(began) };
    }

    private async Task<BuiltArtifact> MakeHereAsync(Entry entry, CancellationToken cancellation)
    {
        if (entry.Prepared.Plans.Count == 0)
        {
            tools.Build.Log.Message(BuildMessageLevel.Progress, entry.Prepared.Image.Name, "dotnet publish");
            return Finish(entry, await new ProjectBuilder(tools).BuildAsync(entry.Prepared, entry.Labels, cancellation), ProjectBuilder.How, cancellation);
        }

        return Finish(entry, await new EmbeddedBuilder(tools).BuildAsync(entry.Prepared, entry.Labels, cancellation), EmbeddedBuilder.How, cancellation);
    }

    private async Task<IReadOnlyList<BuiltArtifact>> RunEngineAsync(IEngine engine, IReadOnlyList<Entry> entries, CancellationToken cancellation)
    {
        try
        {
            return await RunTogetherAsync(engine, entries, cancellation);
        }
        catch (Exception e) when (entries.Count > 1 && e is EngineException or ImageBuildException)
        {
            // One bad image fails them all; one by one, the good ones come out (of the engine's cache).
            tools.Build.Log.Message(BuildMessageLevel.Progress, null, $"{engine.How} failed; building the images one by one");
        }
        catch (Exception e) when (e is EngineException or ImageBuildException or OciException or IOException)
        {
            await TryAsync(entries[0].Prepared, () => Task.FromException<BuiltArtifact>(e));
            return [];
        }

        var artifacts = new List<BuiltArtifact>();
        foreach (var entry in entries) artifacts.AddRange(await TryAsync(entry.Prepared, () => RunTogetherAsync(engine, [entry], cancellation)) ?? []);
        return artifacts;
    }

    private async Task<IReadOnlyList<BuiltArtifact>> RunTogetherAsync(IEngine engine, IReadOnlyList<Entry> entries, CancellationToken cancellation)
    {
        var jobs = entries.Select(static entry => new EngineJob(entry.Prepared, entry.Labels, entry.Bases)).ToArray();
        var began = Stopwatch.GetTimestamp();
        var built = await new EngineBuilder(tools, engine).BuildAsync(jobs, cancellation);
        // One bake makes them all: its time is the time of each.
        var elapsed = Stopwatch.GetElapsedTime(began);
        return [.. entries.Select(entry => Finish(entry, built[entry.Prepared.Image.Name], engine.How, cancellation) with { Elapsed = elapsed })];
    }

    private BuiltArtifact Finish(Entry entry, Descriptor descriptor, string how, CancellationToken cancellation)
    {
        var name = entry.Prepared.Image.Name;
        var reason = WhyBuilt(name, entry.Inputs);
        var record = new ImageRecord(entry.Inputs.Fingerprint, descriptor, how);
        tools.Layout.SetEntry(name, descriptor, cancellation);
        state.SetImage(name, record);
        entry.Inputs.Write(state.InputsPath(name));
        tools.Bases.Add(name, descriptor);
        return Artifact(entry.Prepared, record, rebuilt: true, reason);
    }

    private string WhyBuilt(string name, ImageInputs inputs)
    {
        if (state.Image(name) is not { } earlier) return "first build";
        return earlier.Fingerprint == inputs.Fingerprint ? "it is missing from the layout, or was changed there" : inputs.WhyNot(state.InputsPath(name));
    }

    private async Task<IReadOnlyDictionary<string, EngineBase>> ResolveBasesAsync(PreparedImage prepared, CancellationToken cancellation)
    {
        var bases = new SortedDictionary<string, EngineBase>(StringComparer.Ordinal);
        for (var i = 0; i < prepared.Platforms.Count; i++)
        {
            foreach (var image in prepared.ImagesOn(i))
            {
                try
                {
                    var descriptor = await tools.Bases.ResolveAsync(image, prepared.Platforms[i], cancellation);
                    bases[image + " " + prepared.Platforms[i]] = new(image, prepared.Platforms[i], descriptor, tools.Bases.MustBeGiven(image));
                }
                catch (MissingPlatformException e)
                {
                    throw new ImageBuildException(ImageRules.PlatformUnavailable.At(BaseLocation(prepared, i, image), image, e.Wanted, e.Available));
                }
                catch (OciException e)
                {
                    throw new ImageBuildException(ImageRules.BaseUnavailable.At(BaseLocation(prepared, i, image), image, e.Message.TrimEnd('.')));
                }
            }
        }

        return bases;
    }

    private SourceLocation BaseLocation(PreparedImage prepared, int platform, string image)
    {
        if (prepared.Plans.Count == 0) return tools.Build.Sources.Value(SourceMap.PathOf("images", prepared.Image.Name, "project"));
        var plan = prepared.Plans[platform];
        var from = plan.Stages.Where(stage => plan.Reachable.Contains(stage.Index) && stage.Base == image).Select(static stage => stage.From)
            .Concat(plan.Stages.SelectMany(static stage => stage.Instructions).Where(instruction => instruction.Flag("from")?.Value == image))
            .FirstOrDefault();
        return new(plan.File.Path, from?.Span ?? default);
    }

    private ImageRecord? StillRight(string name, string fingerprint)
    {
        if (state.Image(name) is not { } record || record.Fingerprint != fingerprint) return null;
        if (Layout.Find(name) is not { } there || there.Digest != record.Descriptor.Digest || !Layout.Contains(record.Descriptor)) return null;
        if (!Layout.Reach(record.Descriptor).All(Layout.Contains)) return null;
        tools.Bases.Add(name, record.Descriptor);
        return record;
    }

    private BuiltArtifact Artifact(PreparedImage prepared, ImageRecord record, bool rebuilt, string? reason)
    {
        var files = Layout.Reach(record.Descriptor)
            .Select(static d => new ArtifactFile(ImageStation.LayoutFolder + "/blobs/sha256/" + d.Digest.Hex, d.Size, d.Digest.Hex))
            .OrderBy(static file => file.Path, StringComparer.Ordinal)
            .ToEquatableArray();
        return new()
        {
            Kind = ArtifactKind.Image,
            Name = prepared.Image.Name,
            Version = tools.Build.Version.OciTag,
            Files = files,
            Digest = record.Descriptor.Digest.ToString(),
            Size = files.Sum(static file => file.Size),
            Fingerprint = record.Fingerprint,
            How = record.How,
            Rebuilt = rebuilt,
            Reason = reason,
        };
    }

    private SourceLocation Place(PreparedImage prepared) => tools.Build.Sources.Key(SourceMap.PathOf("images", prepared.Image.Name));

    private sealed record Entry(
        PreparedImage Prepared,
        IReadOnlyDictionary<string, string> Labels,
        IReadOnlyDictionary<string, EngineBase> Bases,
        ImageInputs Inputs,
        IEngine? Engine,
        ImageRecord? Earlier);
}
