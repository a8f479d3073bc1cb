using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary>Two clones, two folders, two users: one result.</summary>
public sealed class SameBytesTests(PackedSdk sdk)
{
    [Fact]
    public void Two_clones_under_different_umask_time_zone_and_locale_give_the_same_bytes()
    {
        var one = Build("one", "022", "UTC", "C");
        var two = Build("zwei, tiefer im Baum é", "077", "Asia/Kathmandu", "tr_TR.UTF-8");
        Assert.True(one.Count > 20);
        Assert.Equal(one, two);
    }

    private IReadOnlyDictionary<string, string> Build(string name, string umask, string timeZone, string locale)
    {
        using var work = new Workspace(sdk, name);
        Repository.CopyTo(work.Root, umask, "samples/legion");
        work.WriteProject("legion.csproj", "<Version>1.1.0-dev.1</Version>");
        var environment = new Dictionary<string, string?>(PackedSdk.Quiet) { ["TZ"] = timeZone, ["LANG"] = locale, ["LC_ALL"] = locale };
        Run.Program(work.Root, "bash", ["-c", $"umask {umask}; exec dotnet build --nologo"], environment).Succeeded();
        return work.Snapshot();
    }
}
