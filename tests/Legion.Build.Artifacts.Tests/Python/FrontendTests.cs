using Legion.Build.Artifacts.Python;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Tests.Python;

/// <summary>What runs a backend, where a project says so; uv is a stand-in that writes down how it was called.</summary>
public sealed class FrontendTests
{
    private static PythonBed Bed(PythonFrontend frontend, PythonIsolation isolation, bool withUv = true)
    {
        var bed = new PythonBed();
        bed.Package("demo", with: static p => p with { Builder = PythonBuilder.Backend, VersionFile = "demo.py" })
            .File("pyproject.toml", "[build-system]\nrequires = [\"flit_core\"]\nbuild-backend = \"flit_core.buildapi\"\n[project]\nname = \"demo\"\ndynamic = [\"version\"]\ndescription = \"x\"\n")
            .File("demo.py", "\"\"\"Demo.\"\"\"\n__version__ = '0'\n")
            .Script("bin/uv", $"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{bed.Top}/argv'\necho stopped\nexit 3\n");
        if (!withUv) File.Delete(Path.Join(bed.Root, "bin/uv"));
        bed.Options = new PythonOptions { Frontend = frontend, Isolation = isolation, Interpreter = PythonBed.Python("build, flit_core"), Environment = PythonBed.EnvironmentWith(("PATH", Path.Join(bed.Root, "bin") + ":/usr/bin:/bin")) };
        return bed;
    }

    [Theory]
    [InlineData(PythonIsolation.Auto)]
    [InlineData(PythonIsolation.Always)]
    public async Task Uv_that_is_asked_for_builds_isolated_even_where_a_Python_has_the_backend(PythonIsolation isolation)
    {
        using var bed = Bed(PythonFrontend.Uv, isolation);
        Assert.Contains("uv build with flit_core failed with exit code 3: stopped", (await bed.BuildWithErrorAsync()).Message, StringComparison.Ordinal);
        var arguments = File.ReadAllLines(Path.Join(bed.Top, "argv"));
        Assert.Equal(["build", "--no-config", "--sdist", "--wheel", "--out-dir"], arguments[..5]);
        Assert.Equal(["--python", bed.Options.Interpreter], arguments[6..8]);
        Assert.DoesNotContain("--no-build-isolation", arguments);
    }

    [Fact]
    public async Task Uv_without_isolation_is_given_the_Python_that_has_the_backend()
    {
        using var bed = Bed(PythonFrontend.Uv, PythonIsolation.Never);
        await bed.BuildWithErrorAsync();
        var arguments = File.ReadAllLines(Path.Join(bed.Top, "argv"));
        Assert.Equal(["--no-build-isolation", "--python", bed.Options.Interpreter], arguments[6..9]);
    }

    [Fact]
    [Trips]
    public async Task Uv_that_is_asked_for_and_not_there_is_an_error_that_says_so_and_which_package_needs_it()
    {
        using var bed = Bed(PythonFrontend.Uv, PythonIsolation.Auto, withUv: false);
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION420", finding.Rule.Id);
        Assert.Contains("Package 'demo'", finding.Message, StringComparison.Ordinal);
        Assert.Contains("uv, which LegionPythonFrontend asks for, is not on the search path; install uv (https://docs.astral.sh/uv/), or leave LegionPythonFrontend out", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_that_is_asked_for_is_never_uv()
    {
        using var bed = Bed(PythonFrontend.Build, PythonIsolation.Auto);
        await bed.BuildOneAsync();
        Assert.False(File.Exists(Path.Join(bed.Top, "argv")));
        Assert.Contains(bed.Messages, static m => m.Contains("python -m build with flit_core: ", StringComparison.Ordinal));

        bed.File("pyproject.toml", File.ReadAllText(Path.Join(bed.Root, "pyproject.toml")).Replace("\"flit_core\"]", "\"flit_core>=99\"]", StringComparison.Ordinal));
        bed.Options = bed.Options with { Isolation = PythonIsolation.Never };
        Assert.Contains("lacks flit_core>=99", (await bed.BuildWithErrorAsync()).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Join(bed.Top, "argv")));
    }
}
