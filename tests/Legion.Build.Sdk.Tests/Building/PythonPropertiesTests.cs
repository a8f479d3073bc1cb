using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Building;

/// <summary>What a project may say of its Python packages, through the real build.</summary>
public sealed class PythonPropertiesTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Fact]
    [Trips]
    public void The_frontend_and_its_isolation_are_taken_from_the_project_and_other_words_are_refused()
    {
        work.WritePlatform();
        work.Write("package/setup.py", "raise SystemExit('it ran')\n");
        work.Write("package/pyproject.toml", "[build-system]\nrequires = [\"setuptools\"]\nbuild-backend = \"setuptools.build_meta\"\n");
        work.Write("bin/uv", "#!/bin/sh\necho \"uv was called: $*\"\nexit 3\n");
        work.Shell(work.Root, "chmod +x bin/uv").Succeeded();
        var path = new Dictionary<string, string?> { ["PATH"] = work["bin"] + ":" + Environment.GetEnvironmentVariable("PATH") };
        var called = Assert.Single(work.DotnetWith(path, "build", "--nologo", "-p:LegionPythonFrontend=uv", "-p:LegionPython=/usr/bin/python3").Failed().Lines("error LEGION421:"));
        Assert.Contains("uv was called: build --no-config --sdist --wheel --out-dir", called, StringComparison.Ordinal);
        Assert.Contains("--python /usr/bin/python3", called, StringComparison.Ordinal);

        var missing = Assert.Single(work.DotnetWith(new Dictionary<string, string?> { ["PATH"] = "/usr/bin:/bin:" + Path.GetDirectoryName(Run.Tool("dotnet", "dotnet")) }, "build", "--nologo", "--no-restore", "-p:LegionPythonFrontend=uv").Failed().Lines("error LEGION420:"));
        Assert.Contains("distributions.yaml(", missing, StringComparison.Ordinal);
        Assert.Contains("Package 'acme'", missing, StringComparison.Ordinal);

        var wrong = work.Dotnet("build", "--nologo", "--no-restore", "-p:LegionPythonFrontend=pip", "-p:LegionPythonIsolation=perhaps", "-p:LegionPythonCompare=ja").Failed().Lines("error LEGION910:");
        Assert.Equal(3, wrong.Count);
        Assert.Contains(wrong, static l => l.Contains("LegionPythonCompare is 'ja'; it takes 'true' or 'false'.", StringComparison.Ordinal));
        Assert.Contains(wrong, static l => l.Contains("'build', 'uv' or 'auto'", StringComparison.Ordinal));
        Assert.Contains(wrong, static l => l.Contains("'true', 'false' or 'auto'", StringComparison.Ordinal));
    }
}
