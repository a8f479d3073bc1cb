using System.Formats.Tar;
using System.Text;
using System.Text.Json;

using Legion.Build.Artifacts.Archives;
using Legion.Build.Oci;
using Legion.Build.Oci.Layout;

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
        var bases = jobs.SelectMany(static job => job.Bases.Select(pair => (Platform: pair.Key[(pair.Key.LastIndexOf(' ') + 1)..], Base: pair.Value)))
            .Where(static pair => pair.Base.IsOurs).DistinctBy(static pair => pair.Base.LocalName);
        foreach (var (platform, image) in bases)
        {
            var archive = Path.Join(workshop.Folder, image.Descriptor.Digest.Hex + ".tar");
            WriteArchive(workshop.Layout, image, Oci.Models.Platform.Parse(platform), archive);
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
    private static void WriteArchive(OciLayout layout, EngineBase image, Oci.Models.Platform platform, string path)
    {
        var manifest = layout.ReadImage(image.Descriptor, platform).ToImage();
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
            new { Config = Name(manifest.Config.Digest, ".json"), RepoTags = new[] { image.LocalName }, Layers = manifest.Layers.Select(layer => Name(layer.Digest, ".tar")).ToArray() },
        });
        tar.WriteEntry(new() { Name = "manifest.json" }, Encoding.UTF8.GetBytes(index));
    }
}
