using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>A file, folder, link or device of an image under construction; two names of one node are hard links.</summary>
/// <param name="kind">What it is; never a hard link.</param>
internal sealed class ImageNode(TarEntryKind kind)
{
    /// <summary>What it is.</summary>
    public TarEntryKind Kind { get; } = kind;

    /// <summary>Permission bits (octal 07777).</summary>
    public int Mode { get; set; }

    /// <summary>Owner.</summary>
    public int UserId { get; set; }

    /// <summary>Group.</summary>
    public int GroupId { get; set; }

    /// <summary>Target of a symbolic link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>What a file holds; null for everything else.</summary>
    public FileContent? Content { get; init; }

    /// <summary>Numbers of a device.</summary>
    public (int Major, int Minor) Device { get; init; }

    /// <summary>Extended attributes as PAX records; null: none.</summary>
    public IReadOnlyDictionary<string, byte[]>? Attributes { get; init; }

    /// <summary>What a folder holds, by name; null for everything else.</summary>
    public SortedDictionary<string, ImageNode>? Children { get; } = kind == TarEntryKind.Directory ? new(StringComparer.Ordinal) : null;

    /// <summary>True for a folder.</summary>
    public bool IsFolder => Children is not null;

    /// <summary>A node of the same kind, content and permissions; a folder's copy is empty.</summary>
    public ImageNode Copy() => new(Kind)
    {
        Mode = Mode,
        UserId = UserId,
        GroupId = GroupId,
        LinkTarget = LinkTarget,
        Content = Content,
        Device = Device,
        Attributes = Attributes,
    };

    /// <summary>An independent copy with all that is below; hard links stay hard links.</summary>
    public ImageNode DeepCopy() => DeepCopy(new(ReferenceEqualityComparer.Instance));

    private ImageNode DeepCopy(Dictionary<ImageNode, ImageNode> seen)
    {
        if (seen.TryGetValue(this, out var known)) return known;
        var copy = seen[this] = Copy();
        if (Children is null) return copy;
        foreach (var (name, child) in Children) copy.Children!.Add(name, child.DeepCopy(seen));
        return copy;
    }
}
