namespace Legion.Build.Artifacts.Archives;

/// <summary>The header of one tar entry. Nothing in it has a default taken from the machine.</summary>
public sealed record TarEntryHeader
{
    /// <summary>Path with forward slashes, relative; a folder's ends with a slash.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public TarEntryKind Kind { get; init; }

    /// <summary>Bytes of content that follow; zero for everything but files.</summary>
    public long Size { get; init; }

    /// <summary>Permission bits with setuid, setgid and sticky (octal 07777).</summary>
    public int Mode { get; init; } = 0b110_100_100;

    /// <summary>Owner id.</summary>
    public int UserId { get; init; }

    /// <summary>Group id.</summary>
    public int GroupId { get; init; }

    /// <summary>Owner name; empty: only the id counts.</summary>
    public string UserName { get; init; } = "";

    /// <summary>Group name; empty: only the id counts.</summary>
    public string GroupName { get; init; } = "";

    /// <summary>Modification time, seconds since 1970.</summary>
    public long ModifiedSeconds { get; init; }

    /// <summary>Target of a link; null for everything else.</summary>
    public string? LinkName { get; init; }

    /// <summary>Device numbers of a device.</summary>
    public (int Major, int Minor) Device { get; init; }

    /// <summary>Further PAX records, such as <c>SCHILY.xattr.security.capability</c>; written in ordinal key order.</summary>
    public IReadOnlyDictionary<string, byte[]>? PaxRecords { get; init; }
}
