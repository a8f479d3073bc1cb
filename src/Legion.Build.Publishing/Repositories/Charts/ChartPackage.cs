using System.Security.Cryptography;
using Legion.Build.Artifacts.Charts.Index;
using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Artifacts.Record;
using Legion.Build.Publishing.Plans;

namespace Legion.Build.Publishing.Repositories.Charts;

/// <summary>A chart's package as it was recorded, with what an index and a registry say of it.</summary>
/// <param name="FileName"><c>NAME-VERSION.tgz</c>.</param>
/// <param name="Bytes">The package.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the package.</param>
/// <param name="Form">Its form in a registry, and its metadata.</param>
internal sealed record ChartPackage(string FileName, byte[] Bytes, string Sha256, OciChart Form)
{
    /// <summary>Reads a package and checks that it is the one recorded.</summary>
    /// <exception cref="PublishException">It is missing, changed, or no chart.</exception>
    public static ChartPackage Read(ArtifactFile file, PublishContext context)
    {
        var path = context.FullPath(file.Path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (IOException e)
        {
            throw new PublishException(PublishFailure.Content, e.Message, e);
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (sha256 != file.Sha256) throw new PublishException(PublishFailure.Content, $"'{file.Path}' changed after it was recorded");
        var form = OciChart.From(bytes, null, null, path, context.Log.Report) ?? throw new PublishException(PublishFailure.Content, $"'{file.Path}' is no chart");
        return new(Path.GetFileName(file.Path), bytes, sha256, form);
    }

    /// <summary>The entry of an index, created now.</summary>
    /// <param name="time">The clock.</param>
    public ChartIndexEntry Entry(TimeProvider time) =>
        new(Form.Metadata, [FileName], Sha256, time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The item of a chart that lies as a file beside an index.</summary>
    /// <param name="artifact">The chart of the build record.</param>
    /// <param name="repository">The repository's name.</param>
    /// <param name="address">Its address for publishing.</param>
    /// <param name="reference">Its address for users.</param>
    public static ReleaseItem Item(BuiltArtifact artifact, string repository, Func<string, string> address, Func<string, string> reference)
    {
        var name = Path.GetFileName(artifact.Files[0].Path);
        return new()
        {
            Kind = artifact.Kind,
            Name = artifact.Name,
            Version = artifact.Version,
            Repository = repository,
            Address = address(name),
            Reference = reference(name),
            Key = name,
            Digest = "sha256:" + artifact.Files[0].Sha256,
            Size = artifact.Files[0].Size,
            Files = artifact.Files,
        };
    }
}
