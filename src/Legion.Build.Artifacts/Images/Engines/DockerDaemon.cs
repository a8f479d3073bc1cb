using System.Formats.Tar;
using System.Text;
using System.Text.Json;

using Legion.Build.Artifacts.Archives;
using Legion.Build.Artifacts.Images.Assembly;
using Legion.Build.Oci;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>Brings images to a docker daemon's store and back.</summary>
/// <param name="program">Absolute path of docker.</param>
internal sealed class DockerDaemon(string program)
{
    /// <summary>Gives the daemon bases of ours.</summary>
    /// <param name="jobs">The images that begin from them.</param>
    /// <param name="workshop">What engines work with.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The names they have there.</returns>
    public async Task<IReadOnlyList<string>> LoadBasesAsync(IReadOnlyList<EngineJob> jobs, EngineWorkshop workshop, CancellationToken cancellation)
    {
        var names = new List<string>();
        foreach (var image in jobs.SelectMany(static job => job.Bases.Values).Where(static image => image.IsGiven).DistinctBy(static image => image.LocalName))
        {
            var given = await workshop.GiveAsync(image, cancellation);
            var archive = Path.Join(workshop.Folder, given.Manifest.Digest.Hex + ".tar");
            WriteArchive(given, image.LocalName, archive);
            await workshop.Process.RunAsync(program, ["load", "--quiet", "--input", archive], null, cancellation);
            names.Add(image.LocalName);
        }

        return names;
    }

    /// <summary>Takes an image out of the daemon.</summary>
    /// <param name="name">The name it has there.</param>
    /// <param name="folder">Absolute path of a folder for it.</param>
    /// <param name="workshop">What engines work with.</param>
    /// <param name="artifact">The image it is.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task SaveAsync(string name, string folder, EngineWorkshop workshop, string artifact, CancellationToken cancellation)
    {
        var archive = folder + ".tar";
        await workshop.Process.RunAsync(program, ["save", "--output", archive, name], artifact, cancellation);
        Directory.CreateDirectory(folder);
        await TarFile.ExtractToDirectoryAsync(archive, folder, overwriteFiles: true, cancellation);
        File.Delete(archive);
    }

    /// <summary>Takes names away that only this build has used.</summary>
    /// <param name="names">The names.</param>
    /// <param name="workshop">What engines work with.</param>
    public async Task ForgetAsync(IEnumerable<string> names, EngineWorkshop workshop)
    {
        var all = names.ToArray();
        if (all.Length > 0) await workshop.Process.TryRunAsync(program, ["rmi", .. all], null, CancellationToken.None);
    }

    // What docker load reads in every version: manifest.json, the configuration, the layers, compressed or not.
    private static void WriteArchive(BaseImage image, string name, string path)
    {
        var layout = image.Layout;
        var manifest = layout.ReadManifest(image.Manifest).ToImage();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var tar = new TarArchiveWriter(file);
        string Name(Digest digest, string extension) => digest.Hex + extension;
        tar.WriteEntry(new() { Name = Name(manifest.Config.Digest, ".json") }, layout.ReadBlob(manifest.Config));
        foreach (var layer in manifest.Layers.DistinctBy(static layer => layer.Digest))
        {
            using var blob = layout.OpenBlob(layer);
            tar.WriteEntry(new() { Name = Name(layer.Digest, ".tar"), Size = layer.Size }, blob);
        }

        var index = JsonSerializer.Serialize(new[]
        {
            new { Config = Name(manifest.Config.Digest, ".json"), RepoTags = new[] { name }, Layers = manifest.Layers.Select(layer => Name(layer.Digest, ".tar")).ToArray() },
        });
        tar.WriteEntry(new() { Name = "manifest.json" }, Encoding.UTF8.GetBytes(index));
    }
}
