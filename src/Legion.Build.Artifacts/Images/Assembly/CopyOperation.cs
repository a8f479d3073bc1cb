using Legion.Build.Artifacts.Archives;
using Legion.Build.Artifacts.Images.Contexts;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>One COPY (or the copying part of ADD) from a tree into a layer.</summary>
/// <param name="source">Where from.</param>
/// <param name="target">Where to.</param>
/// <param name="owner">What <c>--chown</c> says; null: as in the source.</param>
/// <param name="mode">What <c>--chmod</c> says; null: as in the source.</param>
/// <param name="exclude">What <c>--exclude</c> says.</param>
internal sealed class CopyOperation(ImageTree source, LayerBuilder target, Owner? owner, ModeChange? mode, IgnoreList exclude)
{
    private readonly Dictionary<ImageNode, ImageNode> copied = new(ReferenceEqualityComparer.Instance);

    /// <summary>Copies a file, or what a folder holds.</summary>
    /// <param name="path">Absolute path in the source; it exists. A link is followed.</param>
    /// <param name="destination">Absolute; a slash at the end says it is a folder.</param>
    /// <exception cref="IOException">Something in the image stands in the way.</exception>
    public void Copy(string path, string destination)
    {
        var node = source.Find(path) ?? throw new IOException($"'{path}' leads nowhere");
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (node.IsFolder)
        {
            CopyChildren(node, "", target.MakeFolders(destination, owner ?? default));
            return;
        }

        if (exclude.Ignores(name) || exclude.Ignores(path.TrimStart('/'))) return;
        PutFile(node, name, destination);
    }

    /// <summary>Writes a file, under its name when the destination is a folder.</summary>
    /// <param name="node">The file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="destination">Absolute; a slash at the end says it is a folder.</param>
    public void PutFile(ImageNode node, string name, string destination)
    {
        var into = destination.EndsWith('/') || target.Tree.Find(destination) is { IsFolder: true };
        var at = into ? destination.TrimEnd('/') + "/" + name : target.Tree.Resolve(destination, followLast: true);
        var folder = target.MakeFolders(at[..at.LastIndexOf('/')], owner ?? default);
        target.Put(Join(folder, at[(at.LastIndexOf('/') + 1)..]), Owned(node));
    }

    /// <summary>Copies what matches with the folders above it (<c>--parents</c>).</summary>
    /// <param name="root">Absolute path in the source: the part before <c>/./</c>.</param>
    /// <param name="pattern">The part after it.</param>
    /// <param name="destination">Absolute.</param>
    /// <returns>False when nothing matches.</returns>
    public bool CopyWithParents(string root, string pattern, string destination)
    {
        if (source.Find(root) is not { IsFolder: true } folder) return false;
        var into = target.MakeFolders(destination, owner ?? default);
        var wanted = IgnoreList.Of([ImageTree.Clean(pattern).TrimStart('/') is { Length: > 0 } p ? p : "**"]);
        return CopyMatching(folder, "", into, wanted, null);
    }

    private static string Join(string folder, string name) => folder == "/" ? "/" + name : folder + "/" + name;

    private bool CopyMatching(ImageNode folder, string path, string into, IgnoreList wanted, IgnoreVerdict? above)
    {
        var any = false;
        foreach (var (name, child) in folder.Children!)
        {
            var childPath = path.Length == 0 ? name : path + "/" + name;
            if (exclude.Ignores(childPath)) continue;
            var verdict = wanted.Judge(childPath, above);
            var at = Join(into, name);
            if (child.IsFolder)
            {
                if (!verdict.Ignored && !Matches(child, childPath, wanted, verdict)) continue;
                target.Put(at, Owned(child));
                CopyMatching(child, childPath, at, wanted, verdict);
                any = true;
            }
            else if (verdict.Ignored)
            {
                target.Put(at, Owned(child));
                any = true;
            }
        }

        return any;
    }

    private bool Matches(ImageNode folder, string path, IgnoreList wanted, IgnoreVerdict above)
    {
        foreach (var (name, child) in folder.Children!)
        {
            var childPath = path + "/" + name;
            if (exclude.Ignores(childPath)) continue;
            var verdict = wanted.Judge(childPath, above);
            if (verdict.Ignored || (child.IsFolder && Matches(child, childPath, wanted, verdict))) return true;
        }

        return false;
    }

    private void CopyChildren(ImageNode folder, string path, string into)
    {
        foreach (var (name, child) in folder.Children!)
        {
            var childPath = path.Length == 0 ? name : path + "/" + name;
            var ignored = !exclude.IsEmpty && exclude.Ignores(childPath);
            if (ignored && !(child.IsFolder && exclude.HasExceptions)) continue;
            var at = Join(into, name);
            if (child.IsFolder && ignored && !HoldsException(child, childPath)) continue;
            target.Put(at, Owned(child));
            if (child.IsFolder) CopyChildren(child, childPath, at);
        }
    }

    private bool HoldsException(ImageNode folder, string path) =>
        folder.Children!.Any(child => !exclude.Ignores(path + "/" + child.Key) || (child.Value.IsFolder && HoldsException(child.Value, path + "/" + child.Key)));

    // A folder's copy begins empty. What has two names in the source has two names in the copy.
    private ImageNode Owned(ImageNode node)
    {
        if (copied.TryGetValue(node, out var known)) return known;
        var copy = node.Copy();
        if (owner is { } o) (copy.UserId, copy.GroupId) = (o.UserId, o.GroupId);
        if (mode is not null && node.Kind != TarEntryKind.SymbolicLink) copy.Mode = mode.Apply(node.Mode, node.IsFolder);
        if (!node.IsFolder) copied[node] = copy;
        return copy;
    }
}
