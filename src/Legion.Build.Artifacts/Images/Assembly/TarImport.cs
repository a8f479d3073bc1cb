using System.Formats.Tar;
using System.Text;

using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Brings the entries of a tar archive into a tree: a layer of a base image, or what ADD unpacks.</summary>
internal static class TarImport
{
    private const string Whiteout = ".wh.";
    private const string Opaque = ".wh..wh..opq";

    /// <summary>Lays a layer over a tree, whiteouts obeyed (image-spec, layer.md, "Whiteouts").</summary>
    /// <param name="archive">Absolute path of the layer, uncompressed.</param>
    /// <param name="tree">The layers below it.</param>
    /// <exception cref="IOException">The archive is damaged.</exception>
    public static void ApplyLayer(string archive, ImageTree tree)
    {
        var opaque = new HashSet<string>(StringComparer.Ordinal);
        var written = new HashSet<string>(StringComparer.Ordinal);
        Read(archive, (path, entry, content) =>
        {
            var folder = Folder(tree, path);
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (name == Opaque)
            {
                // It hides what lies below, wherever in the layer it stands; what this layer wrote before it stays.
                if (opaque.Add(folder) && tree.Find(folder)?.Children is { } children)
                {
                    foreach (var hidden in children.Keys.Where(child => !written.Contains(Join(folder, child))).ToArray()) children.Remove(hidden);
                }

                return;
            }

            if (name.StartsWith(Whiteout, StringComparison.Ordinal))
            {
                tree.Remove(Join(folder, name[Whiteout.Length..]));
                return;
            }

            var at = Join(folder, name);
            if (path == "/") at = "/";
            Place(tree, at, entry, content, static (t, p, node) => t.Put(p, node));
            written.Add(at);
            for (var slash = at.LastIndexOf('/'); slash > 0; slash = at.LastIndexOf('/', slash - 1)) written.Add(at[..slash]);
        });
    }

    /// <summary>Unpacks an archive into a layer. Owners and permissions are the archive's, whatever <c>--chown</c> and <c>--chmod</c> say: as BuildKit does.</summary>
    /// <param name="archive">Absolute path of the archive, uncompressed.</param>
    /// <param name="target">The layer.</param>
    /// <param name="destination">Absolute path of the folder it goes to.</param>
    /// <param name="owner">Owner of that folder, where it is made.</param>
    /// <exception cref="IOException">The archive is damaged, or leaves the folder.</exception>
    public static void Unpack(string archive, LayerBuilder target, string destination, Owner owner)
    {
        var root = target.MakeFolders(destination, owner);
        Read(archive, (path, entry, content) =>
        {
            if (path == "/") return;
            var parent = target.MakeFolders(Join(root, path[1..])[..Join(root, path[1..]).LastIndexOf('/')], default);
            var at = Join(parent, path[(path.LastIndexOf('/') + 1)..]);
            if (entry.LinkName is { Length: > 0 } link && entry.EntryType == TarEntryType.HardLink && ImageTree.Clean(link) is var clean) entry.LinkName = Join(root, clean[1..]);
            Place(target.Tree, at, entry, content, (_, p, node) => target.Put(p, node));
        });
    }

    private static void Read(string archive, Action<string, TarEntry, FileContent?> use)
    {
        try
        {
            using var file = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var reader = new TarReader(file);
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.EntryType == TarEntryType.GlobalExtendedAttributes) continue;
                if (entry.Name.Split('/').Contains("..")) throw new IOException($"the entry '{entry.Name}' leaves the archive");
                var content = entry.DataStream is null ? null : new SliceContent(archive, entry.DataOffset, entry.Length);
                use(ImageTree.Clean(entry.Name), entry, content);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new IOException(e.Message, e);
        }
    }

    // Folders above an entry that the archive left out are made, as tar does.
    private static string Folder(ImageTree tree, string path)
    {
        var parent = path[..Math.Max(path.LastIndexOf('/'), 0)];
        var resolved = tree.Resolve(parent, followLast: true);
        var at = "";
        foreach (var part in resolved.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at += "/" + part;
            if (tree.Find(at, followLast: false) is not { IsFolder: true }) tree.Put(at, new(TarEntryKind.Directory) { Mode = 0b111_101_101 });
        }

        return resolved;
    }

    private static void Place(ImageTree tree, string at, TarEntry entry, FileContent? content, Action<ImageTree, string, ImageNode> put)
    {
        if (entry.EntryType == TarEntryType.HardLink)
        {
            var linked = tree.Find(entry.LinkName, followLast: false) ?? throw new IOException($"the hard link '{entry.Name}' points to '{entry.LinkName}', which is not there");
            put(tree, at, linked);
            return;
        }

        var node = Node(entry, content);
        var there = at == "/" ? tree.Root : tree.Find(at, followLast: false);
        if (there is { IsFolder: true } && node.IsFolder)
        {
            (there.Mode, there.UserId, there.GroupId) = (node.Mode, node.UserId, node.GroupId);
            if (at != "/") put(tree, at, there);
            return;
        }

        if (there is not null && there.IsFolder != node.IsFolder) tree.Remove(at);
        put(tree, at, node);
    }

    private static ImageNode Node(TarEntry entry, FileContent? content)
    {
        var kind = entry.EntryType switch
        {
            TarEntryType.Directory or TarEntryType.DirectoryList => TarEntryKind.Directory,
            TarEntryType.SymbolicLink => TarEntryKind.SymbolicLink,
            TarEntryType.CharacterDevice => TarEntryKind.CharacterDevice,
            TarEntryType.BlockDevice => TarEntryKind.BlockDevice,
            TarEntryType.Fifo => TarEntryKind.Fifo,
            _ => TarEntryKind.File,
        };
        return new(kind)
        {
            Mode = (int)entry.Mode & 0xFFF,
            UserId = entry.Uid,
            GroupId = entry.Gid,
            LinkTarget = kind == TarEntryKind.SymbolicLink ? entry.LinkName : null,
            Content = kind == TarEntryKind.File ? content ?? new BytesContent([]) : null,
            Device = entry is PosixTarEntry posix && kind is TarEntryKind.CharacterDevice or TarEntryKind.BlockDevice
                ? (((PosixTarEntry)entry).DeviceMajor, ((PosixTarEntry)entry).DeviceMinor) : default,
            Attributes = ExtendedAttributes(entry),
        };
    }

    private static Dictionary<string, byte[]>? ExtendedAttributes(TarEntry entry)
    {
        if (entry is not PaxTarEntry pax) return null;
        var attributes = pax.ExtendedAttributes.Where(static pair => pair.Key.StartsWith("SCHILY.xattr.", StringComparison.Ordinal))
            .ToDictionary(static pair => pair.Key, static pair => Encoding.UTF8.GetBytes(pair.Value), StringComparer.Ordinal);
        return attributes.Count == 0 ? null : attributes;
    }

    private static string Join(string folder, string name) => folder is "/" or "" ? "/" + name : folder + "/" + name;
}
