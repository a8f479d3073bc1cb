using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>The file system of an image under construction. Paths are absolute, with forward slashes.</summary>
internal sealed class ImageTree
{
    private const int MostLinks = 255; // as fs/namei of Linux and filepath-securejoin have it
    private const int FolderMode = 0b111_101_101;

    /// <summary>A tree over an existing root.</summary>
    /// <param name="root">A folder.</param>
    public ImageTree(ImageNode? root = null) => Root = root ?? new(TarEntryKind.Directory) { Mode = FolderMode };

    /// <summary>The root folder.</summary>
    public ImageNode Root { get; }

    /// <summary>An independent copy.</summary>
    public ImageTree Copy() => new(Root.DeepCopy());

    /// <summary>The path with <c>.</c>, <c>..</c> and empty segments resolved, by its spelling alone.</summary>
    /// <param name="path">Relative or absolute.</param>
    /// <returns>Absolute, no slash at the end but for the root.</returns>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>The path with the symbolic links on the way followed, within the image; what does not exist is taken as spelled.</summary>
    /// <param name="path">A path.</param>
    /// <param name="followLast">Whether a link at the end is followed as well.</param>
    /// <returns>Absolute, without links but perhaps the last.</returns>
    public string Resolve(string path, bool followLast)
    {
        var rest = new Stack<string>(Clean(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var resolved = new List<string>();
        var links = 0;
        while (rest.TryPop(out var name))
        {
            if (name == "..")
            {
                if (resolved.Count > 0) resolved.RemoveAt(resolved.Count - 1);
                continue;
            }

            var node = FindExact([.. resolved, name]);
            if (node?.LinkTarget is not { } target || (rest.Count == 0 && !followLast) || ++links > MostLinks)
            {
                resolved.Add(name);
                continue;
            }

            if (target.StartsWith('/')) resolved.Clear();
            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse().Where(static part => part != ".")) rest.Push(part);
        }

        return "/" + string.Join('/', resolved);
    }

    /// <summary>The node at a path, links on the way followed.</summary>
    /// <param name="path">A path.</param>
    /// <param name="followLast">Whether a link at the end is followed as well.</param>
    /// <returns>Null when there is none.</returns>
    public ImageNode? Find(string path, bool followLast = true) =>
        FindExact(Resolve(path, followLast).Split('/', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Puts a node at a resolved path whose folder exists.</summary>
    /// <param name="path">A path without links on the way.</param>
    /// <param name="node">The node.</param>
    public void Put(string path, ImageNode node)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        FindExact(parts.AsSpan(0, parts.Length - 1))!.Children![parts[^1]] = node;
    }

    /// <summary>Takes a path away, and all below it.</summary>
    /// <param name="path">A path without links on the way.</param>
    public void Remove(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 0) FindExact(parts.AsSpan(0, parts.Length - 1))?.Children?.Remove(parts[^1]);
    }

    private ImageNode? FindExact(ReadOnlySpan<string> parts)
    {
        var node = Root;
        foreach (var part in parts)
        {
            if (node.Children is null || !node.Children.TryGetValue(part, out node!)) return null;
        }

        return node;
    }
}
