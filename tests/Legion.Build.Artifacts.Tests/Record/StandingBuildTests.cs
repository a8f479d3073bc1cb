using Legion.Build.Artifacts.Record;

namespace Legion.Build.Artifacts.Tests.Record;

public sealed class StandingBuildTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legion-standing-").FullName;

    public StandingBuildTests()
    {
        Write("src/a.txt", "a");
        Write("src/deep/b.txt", "b");
        Write("src/artifacts/charts/c.tgz", "c");
        Directory.CreateDirectory(At("src/obj"));
        Age();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_remembered_is_recalled_while_nothing_changes()
    {
        Assert.Null(Recall());
        Assert.True(Build().Remember(["x", "y"]));
        Assert.Equal<IEnumerable<string>?>(["x", "y"], Recall());
        Assert.Equal<IEnumerable<string>?>(["x", "y"], Recall());
    }

    [Fact]
    public void Inputs_that_a_build_found_outside_are_looked_at_from_the_next_look_on()
    {
        Write("elsewhere.props", "e");
        Age();
        Assert.Null(Recall());
        StandingBuild.WriteOutside(At("src/obj"), [At("elsewhere.props")]);
        Assert.True(Build().Remember(["x"]));
        Assert.Null(Recall()); // the look did not have it yet
        Assert.True(Build().Remember(["x"]));
        Assert.NotNull(Recall());
        Write("elsewhere.props", "other");
        Age();
        Assert.Null(Recall());
        StandingBuild.WriteOutside(At("src/obj"), []);
        Assert.Null(Recall());
        Assert.True(Build().Remember(["x"]));
        Write("elsewhere.props", "e");
        Assert.NotNull(Recall());
    }

    [Theory]
    [InlineData("content")]
    [InlineData("size and time restored")]
    [InlineData("new file")]
    [InlineData("new folder")]
    [InlineData("deleted")]
    [InlineData("mode")]
    [InlineData("renamed")]
    [InlineData("output changed")]
    [InlineData("output deleted")]
    [InlineData("required missing")]
    [InlineData("other file")]
    [InlineData("facts")]
    public void Any_change_ends_it(string change)
    {
        Write("elsewhere.md", "e");
        Write("src/artifacts/report.html", "r");
        Age();
        Assert.Null(Recall());
        Assert.True(Build().Remember(["x", "y"]));
        Assert.NotNull(Recall());
        var facts = "facts";
        switch (change)
        {
            case "content": Write("src/deep/b.txt", "bb"); break;
            case "size and time restored":
                var time = File.GetLastWriteTimeUtc(At("src/a.txt"));
                Write("src/a.txt", "z");
                File.SetLastWriteTimeUtc(At("src/a.txt"), time);
                break;
            case "new file": Write("src/deep/new.txt", ""); break;
            case "new folder": Directory.CreateDirectory(At("src/new")); break;
            case "deleted": File.Delete(At("src/deep/b.txt")); break;
            case "mode" when !OperatingSystem.IsWindows(): File.SetUnixFileMode(At("src/a.txt"), UnixFileMode.UserRead); break;
            case "renamed": File.Move(At("src/a.txt"), At("src/z.txt")); break;
            case "output changed": Write("src/artifacts/charts/c.tgz", "d"); break;
            case "output deleted": File.Delete(At("src/artifacts/charts/c.tgz")); break;
            case "required missing": File.Delete(At("src/artifacts/report.html")); break;
            case "other file": Write("elsewhere.md", "ee"); break;
            default: facts = "other facts"; break;
        }

        Assert.Null(Recall(facts));
        Assert.Null(Recall()); // nor by going back
    }

    [Fact]
    public void A_build_that_reported_something_is_not_remembered()
    {
        Assert.Null(Recall());
        File.WriteAllText(StandingBuild.FindingsPath(At("src/obj")), "");
        Assert.False(Build().Remember(["x"]));
        Assert.Null(Recall());
        Assert.True(Build().Remember(["x"])); // a new build begins with no findings
    }

    [Fact]
    public void A_file_as_fresh_as_the_look_is_not_trusted()
    {
        Write("src/fresh.txt", "f");
        // However long this takes, it is written no earlier than the look.
        File.SetLastWriteTimeUtc(At("src/fresh.txt"), DateTime.UtcNow.AddDays(1));
        Assert.Null(Recall());
        Assert.False(Build().Remember(["x"]));
    }

    [Fact]
    public void A_link_out_of_the_folder_is_beyond_what_stamps_can_vouch_for()
    {
        Write("elsewhere/c.txt", "c");
        Directory.CreateSymbolicLink(At("src/link"), At("elsewhere"));
        Age();
        Assert.Null(Recall());
        Assert.False(Build().Remember(["x"]));
    }

    [Fact]
    public void A_link_inside_is_one_more_file()
    {
        Directory.CreateSymbolicLink(At("src/link"), "deep");
        Age();
        Assert.Null(Recall());
        Assert.True(Build().Remember(["x"]));
        Assert.NotNull(Recall());
    }

    private StandingBuild Build(string facts = "facts") => new(At("src"), At("src/artifacts"), At("src/obj"), [At("src/artifacts"), At("src/obj")], facts);

    private string[]? Recall(string facts = "facts") => Build(facts).TryRecall([At("elsewhere.md")], File.Exists(At("elsewhere.md")) ? [At("src/artifacts/report.html")] : []);

    private string At(string path) => Path.Combine(folder, path);

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), content);
    }

    // Change times cannot be set back, so time itself must pass.
    private static void Age() => Thread.Sleep(150);
}
