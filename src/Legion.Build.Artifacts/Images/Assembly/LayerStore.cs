using System.Globalization;
using System.Text;

using Legion.Build.Artifacts.Archives;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Oci;
using Legion.Build.Oci.Layout;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Writes layers into the layout, and knows those it has written by what they are made of. Thread-safe.</summary>
internal sealed class LayerStore
{
    private const string FormatLine = "legion-layers 1";
    private readonly string path;
    private readonly LayoutWriter layout;
    private readonly SortedDictionary<string, AssembledLayer> known = new(StringComparer.Ordinal);
    private readonly SortedSet<string> used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Lazy<AssembledLayer>> running = new(StringComparer.Ordinal);
    private readonly Lock guard = new();

    /// <summary>Opens the memory of earlier builds.</summary>
    /// <param name="path">Absolute path of the file that holds it; a missing or broken one costs time only.</param>
    /// <param name="layout">Where layers go.</param>
    public LayerStore(string path, LayoutWriter layout)
    {
        this.path = path;
        this.layout = layout;
        if (!File.Exists(path)) return;
        var lines = File.ReadAllLines(path, Encoding.UTF8);
        if (lines.Length == 0 || lines[0] != FormatLine) return;
        foreach (var parts in lines.Skip(1).Select(static line => line.Split(' ')))
        {
            if (parts.Length == 4 && Digest.TryParse(parts[1], out var diffId) && Digest.TryParse(parts[2], out var digest)
                && long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                known[parts[0]] = new(new(MediaTypes.LayerTarGzip, digest, size), diffId);
            }
        }
    }

    /// <summary>The layer of these changes, written unless it is there already.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="time">Modification time of everything in it, seconds since 1970.</param>
    /// <param name="cancellation">Stops the work.</param>
    public AssembledLayer Get(LayerChanges changes, long time, CancellationToken cancellation)
    {
        var key = Key(changes, time);
        Lazy<AssembledLayer> layer;
        lock (guard)
        {
            used.Add(key);
            if (known.TryGetValue(key, out var earlier) && layout.Layout.Contains(earlier.Descriptor)) return earlier;
            if (!running.TryGetValue(key, out layer!)) running[key] = layer = new(() => Write(changes, time, cancellation));
        }

        var written = layer.Value; // two images that hold the same layer write it once
        lock (guard) known[key] = written;
        return written;
    }

    /// <summary>Keeps what this build has used for the next one.</summary>
    /// <param name="alsoUsed">Whether what earlier builds knew is kept as well: when some image was not looked at.</param>
    public void Save(bool alsoUsed)
    {
        var text = new StringBuilder(FormatLine).Append('\n');
        foreach (var (key, layer) in known)
        {
            if (!alsoUsed && !used.Contains(key)) continue;
            text.Append(CultureInfo.InvariantCulture, $"{key} {layer.DiffId} {layer.Descriptor.Digest} {layer.Descriptor.Size}\n");
        }

        AtomicFile.WriteIfChanged(path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Key(LayerChanges changes, long time)
    {
        // What is not known yet is read here, as many files at once as there are processors.
        Parallel.ForEach(changes.Nodes.Values.Where(static node => node.Content is not null), static node => _ = node.Content!.Sha256);
        using var key = new FingerprintBuilder();
        key.Add("compressor", BlockGzipStream.Format).Add("time", time.ToString(CultureInfo.InvariantCulture));
        foreach (var (header, node) in Headers(changes, time))
        {
            key.Add(header.Name, string.Create(CultureInfo.InvariantCulture, $"{(int)header.Kind} {header.Mode} {header.UserId} {header.GroupId} {header.Device}"));
            key.Add("link", header.LinkName).Add("content", header.Kind == TarEntryKind.File ? node.Content!.Sha256 : null);
            foreach (var (name, value) in header.PaxRecords ?? new Dictionary<string, byte[]>()) key.Add(name, Convert.ToHexString(value));
        }

        return key.Build();
    }

    // Later names of a node are hard links to its first.
    private static IEnumerable<(TarEntryHeader Header, ImageNode Node)> Headers(LayerChanges changes, long time)
    {
        var first = new Dictionary<ImageNode, string>(ReferenceEqualityComparer.Instance);
        foreach (var (absolute, node) in changes.Nodes)
        {
            var name = absolute[1..];
            var isLink = !node.IsFolder && first.TryGetValue(node, out _);
            if (!isLink) first[node] = name;
            yield return (new()
            {
                Name = node.IsFolder ? name + "/" : name,
                Kind = isLink ? TarEntryKind.HardLink : node.Kind,
                Size = isLink ? 0 : node.Content?.Length ?? 0,
                Mode = node.Mode,
                UserId = node.UserId,
                GroupId = node.GroupId,
                ModifiedSeconds = time,
                LinkName = isLink ? first[node] : node.LinkTarget,
                Device = node.Device,
                PaxRecords = node.Attributes,
            }, node);
        }
    }

    private AssembledLayer Write(LayerChanges changes, long time, CancellationToken cancellation)
    {
        using var blob = layout.CreateBlob();
        using var plain = new HashingStream(new BlockGzipStream(blob, leaveOpen: true));
        var tar = new TarArchiveWriter(plain);
        foreach (var (header, node) in Headers(changes, time))
        {
            cancellation.ThrowIfCancellationRequested();
            if (header.Kind == TarEntryKind.File)
            {
                using var content = node.Content!.Open();
                tar.WriteEntry(header, content);
            }
            else
            {
                tar.WriteEntry(header);
            }
        }

        tar.Finish();
        plain.Dispose(); // ends the gzip member
        return new(blob.Commit(MediaTypes.LayerTarGzip), Digest.FromHash(plain.Hash));
    }
}
