using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Publishing.Running;

/// <summary>Asks everything that can be asked before something is written, and reports all of what is wrong at once. Local questions.</summary>
internal static class Preflight
{
    /// <summary>Whether the channel takes the version.</summary>
    public static void Version(ReleaseRequest request, Findings findings)
    {
        var version = request.Version.SemVer;
        if (request.Channel.Versions.Takes(version)) return;
        var expected = request.Channel.Versions == VersionPolicy.Stable
            ? "versions like 1.2.3, without pre-release and build parts"
            : "versions like 1.2.3-rc.1, with a pre-release part and without a build part";
        findings.Add(PublishRules.VersionPolicy, findings.Channel(request.Channel.Name), request.Channel.Name, expected, version);
    }

    /// <summary>Reads the record of what is published.</summary>
    /// <returns>Null when there is none for this release; it was reported.</returns>
    public static BuildRecord? Record(ReleaseRequest request, Findings findings)
    {
        var path = Path.Combine(request.OutputPath, BuildRecord.FileName);
        BuildRecord? record;
        try
        {
            record = BuildRecordFile.TryRead(path);
        }
        catch (InvalidDataException e)
        {
            findings.Add(PublishRules.PlanUnreadable, SourceLocation.File(path), e.Message);
            return null;
        }

        if (record is null)
        {
            findings.Add(PublishRules.RecordMissing, findings.Channel(request.Channel.Name), path, request.Channel.Name, request.Version.SemVer);
            return null;
        }

        if (record.Version == request.Version && record.Channel == request.Channel.Name) return record;
        findings.Add(PublishRules.RecordDiffers, findings.Channel(request.Channel.Name), record.Version.SemVer, record.Channel, request.Version.SemVer, request.Channel.Name);
        return null;
    }

    /// <summary>Whether the artifacts are all there and what was recorded.</summary>
    /// <returns>The content with the artifacts that are, so that repositories can be asked about them and all that is wrong be said at once.</returns>
    public static ReleaseContent Local(ReleaseRequest request, ReleaseContent content, Findings findings, CancellationToken cancellation)
    {
        Completeness(request, content.Record, findings);
        var sound = Files(request, content, findings, cancellation);
        return content with { Record = content.Record with { Artifacts = sound.ToEquatableArray() } };
    }

    // Whether the record holds all that the channel publishes, and charts only images that are published too.
    private static void Completeness(ReleaseRequest request, BuildRecord record, Findings findings)
    {
        var channel = request.Channel.Name;
        var published = ReleaseSession.Artifacts(request.Manifest).Where(a => a.Destinations.Any(d => d.Channel == channel && !d.Repositories.IsEmpty)).ToList();
        if (published.Count == 0) findings.Add(PublishRules.NothingToPublish, findings.Channel(channel), channel);
        foreach (var artifact in published)
        {
            if (!record.Artifacts.Any(a => a.Kind == artifact.Kind && a.Name == artifact.Name))
                findings.Add(PublishRules.ArtifactMissing, findings.Artifact(artifact.Kind, artifact.Name), artifact.Kind, artifact.Name, channel);
            if (artifact is not Chart chart) continue;
            for (var i = 0; i < chart.Images.Count; i++)
            {
                var image = chart.Images[i];
                if (!published.Any(p => p.Kind == ArtifactKind.Image && p.Name == image))
                    findings.Add(PublishRules.ImageUnresolvable, findings.At("charts", chart.Name, "images", i.ToString(System.Globalization.CultureInfo.InvariantCulture)), chart.Name, image, channel);
            }
        }
    }

    // The artifacts whose every file is what the record says; files that did not change since they were hashed are not read again.
    private static List<BuiltArtifact> Files(ReleaseRequest request, ReleaseContent content, Findings findings, CancellationToken cancellation)
    {
        var cache = FileHashCache.Load(Path.Combine(request.IntermediatePath, "publish", "hashes"));
        var sound = new List<BuiltArtifact>();
        foreach (var artifact in content.Record.Artifacts)
        {
            var isSound = true;
            // An image that is taken from where it was published has no files here.
            foreach (var file in artifact.Kind == ArtifactKind.Image && content.Images.ContainsKey(artifact.Name) ? [] : artifact.Files)
            {
                cancellation.ThrowIfCancellationRequested();
                var path = Path.Combine(content.Folder, file.Path.Replace('/', Path.DirectorySeparatorChar));
                var trouble = FileStamp.TryRead(path) is not { Kind: FileKind.File } stamp ? "is missing"
                    : stamp.Size != file.Size || cache.Sha256(path, stamp) != file.Sha256 ? "has other bytes"
                    : null;
                if (trouble is null) continue;
                findings.Add(PublishRules.FileDiffers, findings.Artifact(artifact.Kind, artifact.Name), artifact.Kind, artifact.Name, file.Path, trouble);
                isSound = false;
            }

            if (isSound) sound.Add(artifact);
        }

        cache.Save();
        return sound;
    }
}
