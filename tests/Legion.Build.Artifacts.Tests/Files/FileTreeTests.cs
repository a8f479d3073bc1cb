using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Tests.Files;

public sealed class FileTreeTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("tree ").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Entries_come_in_ordinal_order_with_folders_before_their_content()
    {
        foreach (var name in new[] { "b/x", "a.txt", "a/z", "B", "a/ä" })
        {
            WriteFile(name);
        }

        Assert.Equal(["B", "a", "a.txt", "a/z", "a/ä", "b", "b/x"], FileTree.Walk(root).Select(static e => e.Path));
    }

    [Fact]
    public void Who_wants_to_know_is_told_of_each_entry_once_with_the_stamp_it_is_returned_with()
    {
        foreach (var name in Enumerable.Range(0, 100).Select(static i => $"{i % 3}/{i}")) WriteFile(name);
        var told = new List<FileTreeEntry>();
        var entries = FileTree.Walk(root, static folder => folder != "1", told.Add);
        Assert.Equal(entries, told.OrderBy(static e => e.Path, StringComparer.Ordinal));
        Assert.Equal(FileTree.Walk(root, static folder => folder != "1"), entries);
    }

    [Fact]
    public void Links_are_reported_and_not_followed()
    {
        Directory.CreateDirectory(Path.Combine(root, "d"));
        Directory.CreateSymbolicLink(Path.Combine(root, "d", "loop"), "..");
        var entries = FileTree.Walk(root);
        Assert.Equal([FileKind.Directory, FileKind.Link], entries.Select(static e => e.Stamp.Kind));
    }

    [Fact]
    public void Stamps_carry_size_and_mode()
    {
        var path = Path.Combine(root, "run.sh");
        File.WriteAllText(path, "12345");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b111_101_000);
        var stamp = FileStamp.TryRead(path)!.Value;
        Assert.Equal((FileKind.File, 5L), (stamp.Kind, stamp.Size));
        if (!OperatingSystem.IsWindows()) Assert.Equal(0b111_101_000, stamp.Mode);
        Assert.Null(FileStamp.TryRead(path + ".not"));
    }

    private void WriteFile(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, name))!);
        File.WriteAllText(Path.Combine(root, name), name);
    }
}
