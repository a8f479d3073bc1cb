using System.Globalization;
using System.Text;

using Legion.Build.Artifacts.Files;
using Legion.Build.Oci;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.State;

/// <summary>What earlier builds made, and what tags of base images meant to them. A missing or broken file costs time only.</summary>
internal sealed class ImageState
{
    private const string FormatLine = "legion-images 1";
    private readonly string path;
    private readonly SortedDictionary<string, ImageRecord> images = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Descriptor> bases = new(StringComparer.Ordinal);
    private readonly Lock guard = new();

    /// <summary>Reads the state.</summary>
    /// <param name="path">Absolute path of the file that holds it.</param>
    public ImageState(string path)
    {
        this.path = path;
        if (!File.Exists(path)) return;
        var lines = File.ReadAllLines(path, Encoding.UTF8);
        if (lines.Length == 0 || lines[0] != FormatLine) return;
        foreach (var parts in lines.Skip(1).Select(static line => line.Split('\t')))
        {
            if (parts.Length < 5 || !Digest.TryParse(parts[2], out var digest) || !long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var size)) continue;
            var descriptor = new Descriptor(parts[4], digest, size);
            if (parts[0] == "base") bases[parts[1]] = descriptor;
            else if (parts is ["image", _, _, _, _, var fingerprint, var how]) images[parts[1]] = new(fingerprint, descriptor, how);
        }
    }

    /// <summary>What was made of an image; null: nothing yet.</summary>
    /// <param name="name">Its name.</param>
    public ImageRecord? Image(string name)
    {
        lock (guard) return images.GetValueOrDefault(name);
    }

    /// <summary>Records what was made of an image.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="record">What was made.</param>
    public void SetImage(string name, ImageRecord record)
    {
        lock (guard) images[name] = record;
    }

    /// <summary>Where the inputs of an image are remembered.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>An absolute path.</returns>
    public string InputsPath(string name) => Path.Join(Path.GetDirectoryName(path), "inputs-" + Uri.EscapeDataString(name));

    /// <summary>Forgets images.</summary>
    /// <param name="names">Their names.</param>
    public void Forget(IEnumerable<string> names)
    {
        lock (guard)
        {
            foreach (var name in names)
            {
                images.Remove(name);
                File.Delete(InputsPath(name));
            }
        }
    }

    /// <summary>What a base image's reference meant, by the reference and its platform; null: not asked yet.</summary>
    /// <param name="reference">The reference.</param>
    public Descriptor? Base(string reference)
    {
        lock (guard) return bases.GetValueOrDefault(reference);
    }

    /// <summary>Records what a base image's reference means.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="descriptor">What the registry said.</param>
    public void SetBase(string reference, Descriptor descriptor)
    {
        lock (guard) bases[reference] = descriptor;
    }

    /// <summary>Writes the state, unless the file holds it already.</summary>
    public void Save()
    {
        var text = new StringBuilder(FormatLine).Append('\n');
        lock (guard)
        {
            foreach (var (name, image) in images) text.Append(Line("image", name, image.Descriptor)).Append(CultureInfo.InvariantCulture, $"\t{image.Fingerprint}\t{image.How}\n");
            foreach (var (name, descriptor) in bases) text.Append(Line("base", name, descriptor)).Append('\n');
        }

        AtomicFile.WriteIfChanged(path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Line(string kind, string name, Descriptor d) => string.Create(CultureInfo.InvariantCulture, $"{kind}\t{name}\t{d.Digest}\t{d.Size}\t{d.MediaType}");
}
