using Legion.Build.Artifacts.Archives;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Images.Contexts;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Shows a build context as a tree to copy from: owners root, permissions those git keeps.</summary>
internal static class ContextTree
{
    /// <summary>Makes the tree.</summary>
    /// <param name="context">The context.</param>
    /// <param name="hashes">Remembers the files' hashes.</param>
    public static ImageTree Of(ImageContext context, FileHashCache hashes)
    {
        var tree = new ImageTree();
        foreach (var entry in context.Entries)
        {
            var node = entry.Stamp.Kind switch
            {
                FileKind.Directory => new ImageNode(TarEntryKind.Directory) { Mode = entry.Mode },
                FileKind.Link => new ImageNode(TarEntryKind.SymbolicLink) { Mode = entry.Mode, LinkTarget = entry.LinkTarget },
                _ => new ImageNode(TarEntryKind.File) { Mode = entry.Mode, Content = new DiskContent(entry.FullPath, entry.Stamp, hashes) },
            };
            tree.Put("/" + entry.Path, node);
        }

        return tree;
    }
}
