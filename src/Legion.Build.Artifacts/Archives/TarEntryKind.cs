namespace Legion.Build.Artifacts.Archives;

/// <summary>The kinds of tar entries we write (POSIX.1-2001, ustar typeflag).</summary>
public enum TarEntryKind
{
    /// <summary>A regular file, typeflag <c>0</c>.</summary>
    File,

    /// <summary>A hard link, typeflag <c>1</c>.</summary>
    HardLink,

    /// <summary>A symbolic link, typeflag <c>2</c>.</summary>
    SymbolicLink,

    /// <summary>A character device, typeflag <c>3</c>.</summary>
    CharacterDevice,

    /// <summary>A block device, typeflag <c>4</c>.</summary>
    BlockDevice,

    /// <summary>A folder, typeflag <c>5</c>.</summary>
    Directory,

    /// <summary>A named pipe, typeflag <c>6</c>.</summary>
    Fifo,
}
