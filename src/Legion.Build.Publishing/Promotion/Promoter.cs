using System.Security.Cryptography;
using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Python;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Records;
using Legion.Build.Publishing.Repositories;
using Legion.Build.Publishing.Running;

namespace Legion.Build.Publishing.Promotion;

/// <summary>Makes, from what one channel published, the artifacts of another: images by digest, packages as they are or stamped again with proof.</summary>
/// <param name="request">The release to make.</param>
/// <param name="release">What was published on the other channel.</param>
/// <param name="from">The other channel.</param>
/// <param name="fromVersion">The version there.</param>
/// <param name="log">Where findings go.</param>
/// <param name="findings">Where what is wrong goes.</param>
internal sealed class Promoter(ReleaseRequest request, ReleaseRecord release, Channel from, VersionDialects fromVersion, IBuildLog log, Findings findings)
{
    private readonly string work = Path.Combine(request.IntermediatePath, "promote", request.Channel.Name + "-" + request.Version.SemVer);
    private readonly List<IRepositoryPublisher> sources = [];
    private readonly Dictionary<string, PublishedImage> images = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> tested = new(StringComparer.Ordinal);

    /// <summary>Reads what was published, and makes packages in a folder of their own.</summary>
    /// <returns>What to publish; null when something is wrong, which was reported.</returns>
    public async Task<PromotedContent?> MakeAsync(CancellationToken cancellation)
    {
        var handedOver = false;
        try
        {
            await TakeAsync(cancellation);
            if (findings.Any) return null;
            var content = await MakeContentAsync(cancellation);
            if (findings.Any) return null;
            handedOver = true;
            return new(content, sources);
        }
        finally
        {
            if (!handedOver) await new PromotedContent(null!, sources).DisposeAsync();
        }
    }

    private async Task<ReleaseContent> MakeContentAsync(CancellationToken cancellation)
    {
        var built = Images();
        var isSame = fromVersion == request.Version;
        var python = isSame ? Copies(ArtifactKind.Python) : await StampAsync(ArtifactKind.Python, () => PythonStation.BuildAsync(BuildContext(), request.Python, cancellation));
        var charts = isSame && ArePlacesSame()
            ? Copies(ArtifactKind.Chart)
            : await StampAsync(ArtifactKind.Chart, () => ChartStation.BuildAsync(BuildContext(), request.Charts with { Lint = false, Sarif = false }, built, cancellation));
        var record = new BuildRecord
        {
            Product = request.Manifest.Product,
            Version = request.Version,
            Channel = request.Channel.Name,
            Artifacts = BuildRecord.InOrder(built.Concat(python).Concat(charts)),
        };
        return new(record, work) { Images = images, Commit = release.Items.FirstOrDefault(static i => i.Role == ItemRole.GitTag)?.Digest };
    }

    private async Task TakeAsync(CancellationToken cancellation)
    {
        var context = new PublishContext
        {
            Product = request.Manifest.Product,
            Root = request.Root,
            OutputPath = request.OutputPath,
            WorkPath = Path.Combine(request.IntermediatePath, "publish"),
            Version = fromVersion,
            Channel = from,
            Environment = request.Environment,
            Log = log,
        };
        // An artifact may lie in several repositories; it is taken from the first.
        var groups = release.Items.Where(static i => i is { Role: ItemRole.Artifact, Kind: not null })
            .GroupBy(static i => (i.Kind, i.Name, i.Key))
            .Select(static g => g.First())
            .GroupBy(static i => (i.Repository, Kind: i.Kind!.Value));
        foreach (var group in groups)
        {
            if (request.Manifest.Repositories.FirstOrDefault(r => r.Name == group.Key.Repository) is not { } repository)
            {
                findings.Add(PublishRules.PromotionSource, findings.Channel(from.Name), $"{fromVersion.SemVer} was published on '{from.Name}' to the repository '{group.Key.Repository}', which the manifest no longer has.");
                continue;
            }

            try
            {
                var (publisher, opened) = request.Open(repository, group.Key.Kind, context);
                sources.Add(publisher);
                repository = opened;
                var options = new ParallelOptions { MaxDegreeOfParallelism = request.Parallel, CancellationToken = cancellation };
                await Parallel.ForEachAsync(group, options, async (item, token) => await TakeAsync(publisher, repository, item, token));
            }
            catch (PublishException e)
            {
                findings.Add(e, repository, repository.Name);
            }
        }
    }

    private async Task TakeAsync(IRepositoryPublisher publisher, Repository repository, ReleaseItem item, CancellationToken cancellation)
    {
        try
        {
            if (publisher is not IArtifactReader reader) throw new PublishException(PublishFailure.Program, "artifacts cannot be taken from this repository");
            if (item.Kind == ArtifactKind.Image)
            {
                var image = await reader.OpenImageAsync(item, cancellation) ?? throw new PublishException(PublishFailure.Protocol, $"{item.Address} is not there as {item.Digest}");
                lock (images) images[item.Name] = image;
                return;
            }

            var bytes = await reader.ReadAsync(item, cancellation) ?? throw new PublishException(PublishFailure.Protocol, $"{item.Address} is not there");
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (sha256 != item.Files[0].Sha256) throw new PublishException(PublishFailure.Protocol, $"{item.Address} is sha256:{sha256} and was published as sha256:{item.Files[0].Sha256}");
            lock (tested) tested[item.Files[0].Path] = bytes;
        }
        catch (PublishException e)
        {
            findings.Add(e, repository, repository.Name);
        }
    }

    private List<BuiltArtifact> Images() => [.. release.Items
        .Where(static i => i is { Role: ItemRole.Artifact, Kind: ArtifactKind.Image })
        .DistinctBy(static i => i.Name)
        .Select(i => Built(ArtifactKind.Image, i.Name, request.Version.OciTag, i.Files, i.Digest))];

    private List<BuiltArtifact> Copies(ArtifactKind kind)
    {
        var copies = new List<BuiltArtifact>();
        foreach (var (name, files, version) in Tested(kind))
        {
            foreach (var file in files) AtomicFile.Write(Path.Combine(work, file.Path), tested[file.Path]);
            copies.Add(Built(kind, name, version, files, "sha256:" + files[0].Sha256));
        }

        return copies;
    }

    private IEnumerable<(string Name, EquatableArray<ArtifactFile> Files, string Version)> Tested(ArtifactKind kind) =>
        from item in release.Items
        where item.Role == ItemRole.Artifact && item.Kind == kind
        group item by item.Name into artifact
        select (artifact.Key, artifact.SelectMany(static i => i.Files).Where(f => tested.ContainsKey(f.Path)).Distinct().ToEquatableArray(), artifact.First().Version);

    private static BuiltArtifact Built(ArtifactKind kind, string name, string version, EquatableArray<ArtifactFile> files, string digest) => new()
    {
        Kind = kind,
        Name = name,
        Version = version,
        Files = files,
        Digest = digest,
        Size = files.Sum(static f => f.Size),
        Fingerprint = digest,
        How = "promoted",
    };

    // Charts carry the addresses their channel's images are pulled from.
    private bool ArePlacesSame() => request.Manifest.Images.All(image =>
        image.Destinations.FirstOrDefault(d => d.Channel == from.Name)?.Repositories == image.Destinations.FirstOrDefault(d => d.Channel == request.Channel.Name)?.Repositories);

    private async Task<IReadOnlyList<BuiltArtifact>> StampAsync(ArtifactKind kind, Func<Task<IReadOnlyList<BuiltArtifact>>> make)
    {
        var before = Tested(kind).ToDictionary(static t => t.Name, StringComparer.Ordinal);
        if (before.Count == 0) return [];
        var made = (await make()).Where(a => before.ContainsKey(a.Name)).ToList();
        var texts = new PromotionTexts(request.Manifest, from, fromVersion, request.Channel, request.Version);
        foreach (var artifact in made) Prove(texts, artifact, before[artifact.Name].Files);
        return made;
    }

    private BuildContext BuildContext() => new()
    {
        Manifest = request.Manifest,
        Sources = request.Sources,
        Root = request.Root,
        OutputPath = work,
        IntermediatePath = Path.Combine(work, ".state"),
        WrittenPaths = request.WrittenPaths,
        Version = request.Version,
        Channel = request.Channel,
        Log = log,
    };

    private void Prove(PromotionTexts texts, BuiltArtifact artifact, EquatableArray<ArtifactFile> before)
    {
        foreach (var file in artifact.Files)
        {
            // The siblings of a package are told apart by their ends: .tgz, .whl, .tar.gz. A signature is of its package, which is proven.
            var end = file.Path.EndsWith(".tar.gz", StringComparison.Ordinal) ? ".tar.gz" : Path.GetExtension(file.Path);
            if (end == ".prov") continue;
            var fileName = Path.GetFileName(file.Path);
            if (before.FirstOrDefault(f => f.Path.EndsWith(end, StringComparison.Ordinal)) is not { } match)
            {
                findings.Add(PublishRules.PromotionDiffers, findings.Artifact(artifact.Kind, artifact.Name), artifact.Kind, artifact.Name, from.Name, $"there was no {end} to compare {fileName} with");
                continue;
            }

            var proof = PromotionProof.Of(texts, tested[match.Path], File.ReadAllBytes(Path.Combine(work, file.Path)), file.Path);
            if (proof.Differences.Count > 0)
                findings.Add(PublishRules.PromotionDiffers, findings.Artifact(artifact.Kind, artifact.Name), artifact.Kind, artifact.Name, from.Name, Few(proof.Differences));
            else
                log.Message(BuildMessageLevel.Result, null, $"{fileName} is {Path.GetFileName(match.Path)} but for version and places: {proof.Members} members compared, stamps differ in {(proof.Stamped.Count == 0 ? "none" : Few(proof.Stamped))}");
        }
    }

    private static string Few(IReadOnlyList<string> texts) =>
        string.Join(", ", texts.Take(5)) + (texts.Count > 5 ? FormattableString.Invariant($" and {texts.Count - 5} more") : "");
}
