using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Legion.Build.Artifacts.Python.Metadata;

namespace Legion.Build.Artifacts.Tests.Python;

public sealed class NativeBuildTests
{
    [Fact]
    public async Task A_wheel_and_an_sdist_come_out_under_the_names_the_peps_want()
    {
        using var bed = new PythonBed().Hatch("legion-sdk");
        var built = await bed.BuildOneAsync();

        Assert.Equal(["python/legion_sdk-1.2.3-py3-none-any.whl", "python/legion_sdk-1.2.3.tar.gz"], built.Files.Select(static f => f.Path));
        Assert.Equal("native", built.How);
        Assert.True(built.Rebuilt);
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(bed.Output(built, ".whl")))), built.Digest);
        Assert.Equal(["legion_sdk/__init__.py", "legion_sdk-1.2.3.dist-info/METADATA", "legion_sdk-1.2.3.dist-info/WHEEL", "legion_sdk-1.2.3.dist-info/RECORD"], WheelNames(bed.Output(built, ".whl")));
        Assert.Equal(["legion_sdk-1.2.3/PKG-INFO", "legion_sdk-1.2.3/pyproject.toml", "legion_sdk-1.2.3/src/legion_sdk/__init__.py"], SdistNames(bed.Output(built, ".tar.gz")));
    }

    [Fact]
    public async Task The_sdist_says_the_version_in_its_pyproject_and_keeps_every_comment()
    {
        using var bed = new PythonBed().Hatch("demo", more: "# kept\ndescription = \"x\"");
        var built = await bed.BuildOneAsync();

        var text = SdistText(bed.Output(built, ".tar.gz"), "demo-1.2.3/pyproject.toml");
        Assert.Contains("version = \"1.2.3\"", text, StringComparison.Ordinal);
        Assert.Contains("# kept", text, StringComparison.Ordinal);
        Assert.DoesNotContain("dynamic", text, StringComparison.Ordinal);
        Assert.Contains("dynamic = [\"version\"]", File.ReadAllText(Path.Join(bed.Root, "pyproject.toml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_folders_two_time_zones_and_another_file_order_give_the_same_bytes()
    {
        using var one = new PythonBed("a").Hatch("demo").File("src/demo/b.py", "b = 1\n").File("src/demo/a.py", "a = 1\n");
        using var two = new PythonBed("zwei mit ü").File("src/demo/a.py", "a = 1\n").File("src/demo/b.py", "b = 1\n").Hatch("demo");
        foreach (var file in Directory.EnumerateFiles(two.Root, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        Assert.Equal((await one.BuildOneAsync()).Files, (await two.BuildOneAsync()).Files);
    }

    [Fact]
    public async Task SOURCE_DATE_EPOCH_sets_the_time_of_every_file_and_never_before_1980()
    {
        using var bed = new PythonBed { SourceDateEpoch = 1_700_000_000 }.Hatch("demo");
        using (var wheel = ZipFile.OpenRead(bed.Output(await bed.BuildOneAsync(), ".whl")))
        {
            Assert.All(wheel.Entries, static e => Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20), e.LastWriteTime.DateTime));
        }

        bed.SourceDateEpoch = 0;
        using var old = ZipFile.OpenRead(bed.Output(await bed.BuildOneAsync(), ".whl"));
        Assert.All(old.Entries, static e => Assert.Equal(new DateTime(1980, 1, 1), e.LastWriteTime.DateTime));
    }

    [Fact]
    public async Task Nothing_changed_nothing_is_done_and_one_touched_file_rebuilds()
    {
        using var bed = new PythonBed().Hatch("demo");
        var first = await bed.BuildOneAsync();
        var time = File.GetLastWriteTimeUtc(bed.Output(first, ".whl"));

        var second = await bed.BuildOneAsync();
        Assert.False(second.Rebuilt);
        Assert.Equal(first with { Rebuilt = false, Reason = null, Elapsed = second.Elapsed }, second);
        Assert.Equal(time, File.GetLastWriteTimeUtc(bed.Output(second, ".whl")));

        bed.File("notes.pyc", "packaged by nobody");
        Assert.False((await bed.BuildOneAsync()).Rebuilt);

        bed.File("src/demo/__init__.py", "x = 2\n");
        var third = await bed.BuildOneAsync();
        Assert.True(third.Rebuilt);
        Assert.Equal("src/demo/__init__.py changed", third.Reason);
        Assert.NotEqual(first.Digest, third.Digest);
    }

    [Fact]
    public async Task A_module_that_no_archive_takes_is_no_input_though_a_first_build_may_read_it()
    {
        using var bed = new PythonBed().Package("demo")
            .File("pyproject.toml", "[build-system]\nrequires = [\"flit_core\"]\nbuild-backend = \"flit_core.buildapi\"\n[project]\nname = \"demo\"\nversion = \"1.2.3\"\ndescription = \"x\"\n")
            .File("demo/__init__.py", "");
        for (var i = 0; i < 60; i++) bed.File($"demo/module{i}.py", $"i = {i}\n").File($"aside/module{i}.py", $"i = {i}\n");
        var first = await bed.BuildOneAsync();

        Assert.Equal(61, WheelNames(bed.Output(first, ".whl")).Count(static n => n.EndsWith(".py", StringComparison.Ordinal)));
        Assert.DoesNotContain(SdistNames(bed.Output(first, ".tar.gz")), static n => n.Contains("aside", StringComparison.Ordinal));
        var remembered = File.ReadAllText(Assert.Single(Directory.GetFiles(bed.Top, "file-hashes", SearchOption.AllDirectories)));
        Assert.Contains("demo/module59.py", remembered, StringComparison.Ordinal);
        Assert.DoesNotContain("aside", remembered, StringComparison.Ordinal);
        bed.File("aside/module7.py", "i = 8\n");
        Assert.False((await bed.BuildOneAsync()).Rebuilt);
    }

    [Fact]
    public async Task A_first_build_and_one_after_an_edit_give_the_same_bytes()
    {
        using var edited = Modules("a", "old");
        await edited.BuildOneAsync();
        edited.File("src/demo/module30.py", "x = 'new'\n" + new string('#', 5000));
        using var fresh = Modules("b", "new");

        var rebuilt = await edited.BuildOneAsync();
        Assert.Equal("src/demo/module30.py changed", rebuilt.Reason);
        Assert.Equal((await fresh.BuildOneAsync()).Files, rebuilt.Files);

        static PythonBed Modules(string name, string value)
        {
            var bed = new PythonBed(name).Hatch("demo");
            for (var i = 0; i < 100; i++) bed.File($"src/demo/module{i}.py", i == 30 ? $"x = '{value}'\n" + new string('#', 5000) : $"i = {i}\n");
            return bed;
        }
    }

    [Fact]
    public async Task What_changed_is_named_the_first_of_several_with_their_number()
    {
        using var bed = new PythonBed().Hatch("demo").File("src/demo/a.py", "a = 1\n");
        Assert.Equal("first build", (await bed.BuildOneAsync()).Reason);
        bed.File("src/demo/b.py", "b = 1\n");
        Assert.Equal("src/demo/b.py is new, and 2 more", (await bed.BuildOneAsync()).Reason); // it stands in two lists too
        File.Delete(Path.Join(bed.Root, "src/demo/a.py"));
        Assert.StartsWith("the wheel's files changed, and ", (await bed.BuildOneAsync()).Reason, StringComparison.Ordinal);
        bed.Version = "1.2.4";
        Assert.StartsWith("the version changed, and ", (await bed.BuildOneAsync()).Reason, StringComparison.Ordinal);
        bed.File("pyproject.toml", File.ReadAllText(Path.Join(bed.Root, "pyproject.toml")) + "# a comment\n");
        Assert.Equal("pyproject.toml changed", (await bed.BuildOneAsync()).Reason);
        Assert.False((await bed.BuildOneAsync()).Rebuilt);
    }

    [Fact]
    public async Task An_output_changed_or_deleted_by_somebody_is_made_again()
    {
        using var bed = new PythonBed().Hatch("demo");
        var first = await bed.BuildOneAsync();
        File.Delete(bed.Output(first, ".whl"));
        Assert.Equal("python/demo-1.2.3-py3-none-any.whl is gone", (await bed.BuildOneAsync()).Reason);

        File.WriteAllText(bed.Output(first, ".tar.gz"), "no sdist");
        var again = await bed.BuildOneAsync();
        Assert.Equal("python/demo-1.2.3.tar.gz was changed from outside", again.Reason);
        Assert.Equal(first.Files, again.Files);
    }

    [Fact]
    public async Task When_one_archive_cannot_be_put_in_its_place_the_other_one_stays_as_it_was()
    {
        using var bed = new PythonBed().Hatch("demo");
        await bed.BuildOneAsync();
        bed.File("src/demo/more.py", "MORE = 1\n");
        var folder = Path.Join(bed.Outputs, "python");
        var sdist = File.ReadAllBytes(Path.Join(folder, "demo-1.2.3.tar.gz"));
        File.Delete(Path.Join(folder, "demo-1.2.3-py3-none-any.whl"));
        Directory.CreateDirectory(Path.Join(folder, "demo-1.2.3-py3-none-any.whl", "in the way"));
        Assert.Equal("LEGION429", (await bed.BuildWithErrorAsync()).Rule.Id);
        Assert.Equal(["demo-1.2.3-py3-none-any.whl", "demo-1.2.3.tar.gz"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(sdist, File.ReadAllBytes(Path.Join(folder, "demo-1.2.3.tar.gz")));
    }

    [Fact]
    public async Task When_one_archive_cannot_be_written_nothing_of_the_other_one_remains()
    {
        // File names end at 255 bytes. While it is written, the sdist's name is some bytes shorter here, and the wheel's, with its tags, longer.
        var name = new string('n', 212);
        using var bed = new PythonBed().Hatch(name);
        Assert.Equal("LEGION429", (await bed.BuildWithErrorAsync()).Rule.Id);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Join(bed.Outputs, "python")));
    }

    [Fact]
    public async Task Another_version_replaces_the_last_ones_files_and_leaves_other_packages_alone()
    {
        using var bed = new PythonBed().Hatch("demo");
        await bed.BuildOneAsync();
        File.WriteAllText(Path.Join(bed.Outputs, "python", "demo_more-1.2.3-py3-none-any.whl"), "another package");
        bed.Version = "1.3.0";
        await bed.BuildOneAsync();

        Assert.Equal(
            ["demo-1.3.0-py3-none-any.whl", "demo-1.3.0.tar.gz", "demo_more-1.2.3-py3-none-any.whl"],
            Directory.EnumerateFiles(Path.Join(bed.Outputs, "python")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_package_the_manifest_no_longer_has_leaves_no_files()
    {
        using var bed = new PythonBed().Hatch("one", "one").Hatch("two", "two");
        await bed.BuildAsync();
        bed.Packages.RemoveAt(0);
        Assert.False((await bed.BuildOneAsync()).Rebuilt);
        Assert.Equal(["two-1.2.3-py3-none-any.whl", "two-1.2.3.tar.gz"], Directory.EnumerateFiles(Path.Join(bed.Outputs, "python")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trips]
    public async Task A_package_with_an_error_leaves_its_earlier_outputs_and_the_other_packages_come_out()
    {
        using var bed = new PythonBed().Hatch("one", "one").Hatch("two", "two");
        Assert.Equal(2, (await bed.BuildAsync()).Count);
        bed.File("one/pyproject.toml", "[project]\nname = \"one\"\ndynamic = [\"version\"\n");

        var built = Assert.Single(await bed.BuildAsync());
        Assert.Equal("two", built.Name);
        Assert.True(File.Exists(Path.Join(bed.Outputs, "python", "one-1.2.3-py3-none-any.whl")));
        var finding = Assert.Single(bed.Findings);
        Assert.Equal("LEGION400", finding.Rule.Id);
        Assert.Equal(Path.Join(bed.Root, "one", "pyproject.toml") + ":4", finding.Location.ToString());
    }

    [Fact]
    public async Task A_version_file_is_stamped_in_both_archives_and_the_tree_stays_as_it_is()
    {
        using var bed = new PythonBed().Hatch("demo", with: static p => p with { VersionFile = "src/demo/version.py" }).File("src/demo/version.py", "__version__ = '0.0.0'  # the build's\n");
        var built = await bed.BuildOneAsync();

        Assert.Equal("__version__ = '1.2.3'  # the build's\n", SdistText(bed.Output(built, ".tar.gz"), "demo-1.2.3/src/demo/version.py"));
        using var wheel = ZipFile.OpenRead(bed.Output(built, ".whl"));
        using var reader = new StreamReader(wheel.GetEntry("demo/version.py")!.Open());
        Assert.Equal("__version__ = '1.2.3'  # the build's\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("__version__ = '0.0.0'", File.ReadAllText(Path.Join(bed.Root, "src/demo/version.py")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Siblings_are_pinned_to_exactly_this_version_keeping_extras_and_conditions()
    {
        using var bed = new PythonBed()
            .Hatch("legion-core", "core")
            .Hatch("legion-cli", "cli", more: "dependencies = [\"requests>=2\", 'Legion_Core[fast]>=1 ; python_version > \"3.8\"']", with: static p => p with { Dependencies = Manifest.Model.EquatableArray.Of("legion-core", "legion-extra") })
            .Hatch("legion-extra", "extra");
        var built = await bed.BuildAsync();
        Assert.Empty(bed.Findings);

        var sdist = bed.Output(built[1], ".tar.gz");
        string[] pinned = ["requests>=2", "Legion_Core[fast]==1.2.3; python_version > \"3.8\"", "legion-extra==1.2.3"];
        Assert.Equal(pinned, DistributionFile.Read(bed.Output(built[1], ".whl")).Metadata.All("Requires-Dist"));
        Assert.Equal(pinned, DistributionFile.Read(sdist).Metadata.All("Requires-Dist"));
        Assert.Contains("\"Legion_Core[fast]==1.2.3; python_version > \\\"3.8\\\"\"", SdistText(sdist, "legion_cli-1.2.3/pyproject.toml"), StringComparison.Ordinal);
    }

    internal static IReadOnlyList<string> WheelNames(string path)
    {
        using var wheel = ZipFile.OpenRead(path);
        return [.. wheel.Entries.Select(static e => e.FullName)];
    }

    internal static IReadOnlyList<string> SdistNames(string path) => [.. SdistEntries(path).Select(static e => e.Name)];

    internal static string SdistText(string path, string name) => SdistEntries(path).Single(e => e.Name == name).Text;

    private static List<(string Name, string Text)> SdistEntries(string path)
    {
        using var tar = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var entries = new List<(string, string)>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream ?? Stream.Null);
            entries.Add((entry.Name, reader.ReadToEnd()));
        }

        return entries;
    }
}
