using System.Globalization;

using Legion.Build.Artifacts.Archives;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Images.State;
using Legion.Build.Oci;

namespace Legion.Build.Artifacts.Images.Planning;

/// <summary>Finds everything an image is made from.</summary>
internal static class ImageFingerprint
{
    /// <summary>To be changed when equal inputs would give another image than before.</summary>
    private const string Format = "legion-image 3";

    /// <summary>The inputs, those people change most often first: what a rebuild is explained with.</summary>
    /// <param name="prepared">The image.</param>
    /// <param name="labels">The labels it gets.</param>
    /// <param name="bases">The images it begins from, by name and platform, and their digests.</param>
    /// <param name="engine">What builds it, with its version.</param>
    /// <param name="build">The build.</param>
    /// <param name="hashes">Remembers the files' hashes.</param>
    public static ImageInputs Of(
        PreparedImage prepared,
        IReadOnlyDictionary<string, string> labels,
        IEnumerable<KeyValuePair<string, string>> bases,
        string engine,
        BuildContext build,
        FileHashCache hashes)
    {
        var image = prepared.Image;
        var facts = new List<KeyValuePair<string, string>>(prepared.Context.Entries.Count + 16);
        void Add(string name, string? value) => facts.Add(new(name, value ?? ""));

        if (labels.TryGetValue(Annotations.Version, out var number)) Add("version", number);
        if (!prepared.Context.Entries.Any(entry => entry.FullPath == prepared.File) && FileStamp.TryRead(prepared.File) is { } stamp) Add(Path.GetFileName(prepared.File), hashes.Sha256(prepared.File, stamp));
        hashes.ReadAhead(prepared.Context.Entries.Where(static entry => entry.Stamp.Kind == FileKind.File).Select(static entry => (entry.FullPath, entry.Stamp)));
        foreach (var entry in prepared.Context.Entries)
        {
            Add(ImageInputs.File(entry.Path), entry.Stamp.Kind switch
            {
                FileKind.Directory => "folder",
                FileKind.Link => "link " + entry.LinkTarget,
                _ => (entry.Mode == 0b110_100_100 ? "file " : "program ") + hashes.Sha256(entry.FullPath, entry.Stamp),
            });
        }

        foreach (var (name, digest) in bases) Add("base image " + name, digest);
        foreach (var argument in image.Args) Add("argument " + argument.Key, "=" + argument.Value);
        foreach (var label in image.Labels) Add("label " + label.Key, "=" + label.Value);
        foreach (var (name, value) in labels.Where(static label => label.Key != Annotations.Version)) Add("image label " + name, value);
        Add("target", image.Target is null ? "" : "=" + image.Target);
        Add("platforms", string.Join(' ', prepared.Platforms));
        Add("network", image.Network);
        foreach (var secret in image.Secrets) Add("secret " + secret.Id, "");
        Add("engine", engine);
        Add("SOURCE_DATE_EPOCH", build.SourceDateEpoch?.ToString(CultureInfo.InvariantCulture));
        Add("name", image.Name);
        Add("Legion.Build", Format + ", " + BlockGzipStream.Format);
        return new(facts);
    }
}
