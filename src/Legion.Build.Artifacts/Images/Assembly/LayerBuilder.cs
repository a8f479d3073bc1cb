using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Changes an image's file system and records the changes as a layer.</summary>
/// <param name="tree">The file system.</param>
internal sealed class LayerBuilder(ImageTree tree)
{
    private const int FolderMode = 0b111_101_101;

    /// <summary>The file system.</summary>
    public ImageTree Tree { get; } = tree;

    /// <summary>What has changed.</summary>
    public LayerChanges Changes { get; } = new();

    /// <summary>Makes a folder and those above it that are not there yet.</summary>
    /// <param name="path">Where; links on the way are followed.</param>
    /// <param name="owner">Owner of the folders that are made.</param>
    /// <returns>The path without links.</returns>
    /// <exception cref="IOException">Something on the way is no folder.</exception>
    public string MakeFolders(string path, Owner owner)
    {
        var resolved = Tree.Resolve(path, followLast: true);
        var at = "";
        foreach (var part in resolved.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at += "/" + part;
            var node = Tree.Find(at, followLast: false);
            if (node is { IsFolder: true }) continue;
            if (node is not null) throw new IOException($"'{at}' stands in the way: it is no folder");
            Put(at, new(TarEntryKind.Directory) { Mode = FolderMode, UserId = owner.UserId, GroupId = owner.GroupId });
        }

        return resolved;
    }

    /// <summary>Puts a node at a path, in the tree and in the layer.</summary>
    /// <param name="path">Without links on the way; its folder exists.</param>
    /// <param name="node">The node.</param>
    /// <exception cref="IOException">A folder would be replaced by something else, or the reverse.</exception>
    public void Put(string path, ImageNode node)
    {
        var there = Tree.Find(path, followLast: false);
        if (there is { IsFolder: true } && !node.IsFolder) throw new IOException($"'{path}' is a folder in the image and cannot be replaced by a file");
        if (there is { IsFolder: false } && node.IsFolder) throw new IOException($"'{path}' is a file in the image and cannot be replaced by a folder");
        if (there is { IsFolder: true } && !ReferenceEquals(there, node))
        {
            (there.Mode, there.UserId, there.GroupId) = (node.Mode, node.UserId, node.GroupId);
            node = there;
        }
        else
        {
            Tree.Put(path, node);
        }

        Changes.Put(path, node);
    }
}
