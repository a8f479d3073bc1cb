using Legion.Build.Artifacts.Python;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Tests.Python;

/// <summary>What goes into a wheel by each backend's rules, proven against the backend itself.</summary>
public sealed class LayoutTests
{
    private const string Hatch = "requires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"";
    private const string Flit = "requires = [\"flit_core\"]\nbuild-backend = \"flit_core.buildapi\"";
    private const string Setuptools = "requires = [\"setuptools\"]\nbuild-backend = \"setuptools.build_meta\"";

    private static readonly Dictionary<string, string> Contents = new()
    {
        [".gitignore"] = "gen_*\n",
        ["MANIFEST.in"] = "# what goes along\ninclude src/demo/*.txt docs/*.txt\nrecursive-include src/demo *.json *.md \\\n  *.bak\nglobal-exclude *.bak\nexclude src/demo/b.md\nprune docs\n",
        ["setup.py"] = "# for old tools\nfrom setuptools import setup\n\nsetup()\n",
        ["setup.cfg"] = "[flake8]\nmax-line-length = 100\n",
    };

    public static TheoryData<string, string, string, string[], string[]> Projects => new()
    {
        { "hatch flat", Hatch, "", ["demo/__init__.py", "demo/data.json", "other/__init__.py"], ["demo/__init__.py", "demo/data.json"] },
        { "hatch module", Hatch, "", ["demo.py", "other.py"], ["demo.py"] },
        { "hatch namespace", Hatch, "", ["space/demo/__init__.py", "space/demo/a.py"], ["space/demo/__init__.py", "space/demo/a.py"] },
        { "hatch packages", Hatch, "[tool.hatch.build.targets.wheel]\npackages = [\"src/space\"]", ["src/space/demo/__init__.py", "src/other/__init__.py"], ["space/demo/__init__.py"] },
        { "hatch include", Hatch, "[tool.hatch.build.targets.wheel]\ninclude = [\"*.py\"]\nexclude = [\"tests\", \"/demo/skip.py\"]", ["demo/a.py", "demo/skip.py", "tests/b.py", "demo/c.txt"], ["demo/a.py"] },
        { "hatch sources", Hatch, "[tool.hatch.build.targets.wheel]\nonly-include = [\"lib/demo\"]\nsources = { \"lib\" = \"vendored\" }", ["lib/demo/a.py"], ["vendored/demo/a.py"] },
        { "hatch force", Hatch, "[tool.hatch.build.targets.wheel.force-include]\n\"assets\" = \"demo/assets\"", ["demo/__init__.py", "assets/x/y.txt"], ["demo/__init__.py", "demo/assets/x/y.txt"] },
        { "hatch ignored", Hatch, "[tool.hatch.build]\nartifacts = [\"*.so.txt\"]", [".gitignore", "demo/__init__.py", "demo/gen_a.py", "demo/gen_b.so.txt"], ["demo/__init__.py", "demo/gen_b.so.txt"] },
        { "flit src", Flit, "", ["src/demo/__init__.py", "src/demo/data/x.txt"], ["demo/__init__.py", "demo/data/x.txt"] },
        { "flit named", Flit, "[tool.flit.module]\nname = \"space.demo\"", ["space/demo/__init__.py", "space/other.py"], ["space/demo/__init__.py"] },
        { "flit module", Flit, "", ["demo.py"], ["demo.py"] },
        { "setuptools src", Setuptools, "", ["src/demo/__init__.py", "src/demo/sub/a.py", "src/demo/data.txt", "src/single.py"], ["demo/__init__.py", "demo/sub/a.py", "single.py"] },
        { "setuptools flat", Setuptools, "", ["demo/__init__.py", "demo/sub/__init__.py", "tests/test_a.py", "docs/conf.py"], ["demo/__init__.py", "demo/sub/__init__.py"] },
        { "setuptools find", Setuptools, "[tool.setuptools.packages.find]\nwhere = [\"lib\"]\nexclude = [\"demo.skip*\"]\n[tool.setuptools.package-data]\ndemo = [\"*.txt\", \"data/**/*.json\"]", ["lib/demo/__init__.py", "lib/demo/skip/a.py", "lib/demo/t.txt", "lib/demo/data/a/b.json"], ["demo/__init__.py", "demo/data/a/b.json", "demo/t.txt"] },
        { "setuptools listed", Setuptools, "[tool.setuptools]\npackages = [\"demo\", \"demo.sub\"]\npackage-dir = { demo = \"code\" }", ["code/__init__.py", "code/sub/a.py", "code/left/a.py"], ["demo/__init__.py", "demo/sub/a.py"] },
        { "setuptools manifest", Setuptools, "", ["src/demo/__init__.py", "src/demo/a.txt", "src/demo/b.md", "src/demo/deep/c.json", "src/demo/deep/.d.json", "src/demo/deep/e.json.bak", "MANIFEST.in", "setup.py", "setup.cfg", "docs/f.txt"], ["demo/__init__.py", "demo/a.txt", "demo/deep/.d.json", "demo/deep/c.json"] },
        { "setuptools without data", Setuptools, "[tool.setuptools]\ninclude-package-data = false", ["src/demo/__init__.py", "src/demo/a.txt", "MANIFEST.in"], ["demo/__init__.py"] },
        { "setuptools modules", Setuptools, "[tool.setuptools]\npy-modules = [\"demo\"]", ["demo.py", "other.py"], ["demo.py"] },
    };

    [Theory]
    [InlineData("setup.py", "from setuptools import setup\nsetup(zip_safe=False)\n", "setup.py is a program")]
    [InlineData("setup.cfg", "[flake8]\nx = 1\n[options]\nzip_safe = no\n", "setuptools also reads [options] of setup.cfg")]
    [InlineData("MANIFEST.in", "include *.txt\nincorporate docs\n", "the line 'incorporate docs' of MANIFEST.in is not known")]
    public async Task What_setuptools_reads_beside_pyproject_is_a_reason_only_where_it_says_something(string file, string text, string reason)
    {
        using var bed = new PythonBed { Options = new PythonOptions { Environment = new ToolEnvironment(new Dictionary<string, string>()) } };
        bed.Package("demo").File("pyproject.toml", $"[build-system]\n{Setuptools}\n[project]\nname = \"demo\"\ndynamic = [\"version\"]\n").File("demo/__init__.py", "");
        await bed.BuildOneAsync();
        bed.File(file, text);
        Assert.Contains(reason, (await bed.BuildWithErrorAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Setuptools, "dependencies", "'dependencies' is dynamic")]
    [InlineData(Setuptools, "optional-dependencies", "'optional-dependencies' is dynamic")]
    [InlineData(Setuptools, "readme", "'readme' is dynamic")]
    [InlineData(Hatch, "classifiers", "'classifiers' is dynamic")]
    [InlineData(Flit, "authors", "'authors' is dynamic")]
    public async Task A_field_the_backend_fills_in_makes_it_the_backends_package_and_says_which(string buildSystem, string field, string reason)
    {
        using var bed = new PythonBed { Options = new PythonOptions { Environment = new ToolEnvironment(new Dictionary<string, string>()) } };
        bed.Package("demo").File("pyproject.toml", $"[build-system]\n{buildSystem}\n[project]\nname = \"demo\"\ndescription = \"x\"\ndynamic = [\"version\", \"{field}\"]\n").File("demo/__init__.py", "");
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION420", finding.Rule.Id);
        Assert.Contains(reason, finding.Message, StringComparison.Ordinal);
        Assert.Contains(bed.Messages, m => m.Contains("built by its backend", StringComparison.Ordinal) && m.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    [Spares("LEGION419")]
    public async Task The_native_wheel_is_the_backends_wheel(string name, string buildSystem, string settings, string[] files, string[] wheel)
    {
        var python = PythonBed.Python(name.StartsWith("hatch", StringComparison.Ordinal) ? "hatchling" : name.Split(' ')[0].Replace("flit", "flit_core", StringComparison.Ordinal));
        using var bed = new PythonBed { Options = new PythonOptions { Compare = true, Interpreter = python, Isolation = PythonIsolation.Never } };
        bed.Package("demo", with: static p => p with { VersionFile = "pyproject.toml" })
            .File("pyproject.toml", $"[build-system]\n{buildSystem}\n[project]\nname = \"demo\"\nversion = \"0\"\ndescription = \"x\"\nreadme = \"README.md\"\nrequires-python = \">=3.8\"\nlicense = {{ text = \"MIT\" }}\nauthors = [{{ name = \"A\", email = \"a@example.org\" }}]\nkeywords = [\"k\"]\ndependencies = [\"packaging >=20 ; python_version > '3'\"]\n[project.optional-dependencies]\nextra = [\"six\"]\n[project.scripts]\ndemo = \"demo:main\"\n[project.urls]\nHome = \"https://example.org/\"\n{settings}\n")
            .File("README.md", "# Demo\n").File("LICENSE", "MIT\n");
        foreach (var file in files)
        {
            bed.File(file, Contents.TryGetValue(file, out var content) ? content : file.EndsWith(".py", StringComparison.Ordinal) ? "\"\"\"Demo.\"\"\"\n" : file);

            // Some backends keep a mode, others drop it.
            if (!OperatingSystem.IsWindows() && (file.EndsWith("/a.py", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal))) File.SetUnixFileMode(Path.Join(bed.Root, file), (UnixFileMode)0b111_101_101);
        }
        var built = await bed.BuildOneAsync();
        Assert.Equal("native", built.How);
        Assert.Equal(wheel.Order(StringComparer.Ordinal), NativeBuildTests.WheelNames(bed.Output(built, ".whl")).Where(static n => !n.Contains(".dist-info/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_project_without_a_known_backend_is_built_by_our_own_rules_when_native_is_asked_for()
    {
        using var bed = new PythonBed().Package("legion-sdk", with: static p => p with { Builder = PythonBuilder.Native })
            .File("pyproject.toml", "[build-system]\nrequires = [\"nobody\"]\nbuild-backend = \"nobody.api\"\n[project]\nname = \"legion-sdk\"\ndynamic = [\"version\"]\n[tool.legion]\nexclude = [\"*.tmp\"]\ninclude = [\"tests\"]\n")
            .File("legion/sdk/__init__.py", "").File("legion/sdk/x.tmp", "").File("tests/test_a.py", "");
        var built = await bed.BuildOneAsync();
        Assert.Equal("legion/sdk/__init__.py", NativeBuildTests.WheelNames(bed.Output(built, ".whl"))[0]);
        Assert.Contains("legion_sdk-1.2.3/tests/test_a.py", NativeBuildTests.SdistNames(bed.Output(built, ".tar.gz")));
        Assert.DoesNotContain(NativeBuildTests.SdistNames(bed.Output(built, ".tar.gz")), static n => n.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    [Trips]
    [Spares("LEGION427")]
    public async Task A_backend_whose_wheel_is_another_is_told_from_the_native_builder()
    {
        var python = PythonBed.Python("hatchling");
        using var bed = new PythonBed { Options = new PythonOptions { Compare = true, Interpreter = python, Isolation = PythonIsolation.Never } };
        bed.Package("demo", with: static p => p with { Builder = PythonBuilder.Native, VersionFile = "pyproject.toml" })
            .File("pyproject.toml", "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"own\"\nbackend-path = [\"backend\"]\n[project]\nname = \"demo\"\nversion = \"0\"\nrequires-python = \">=3.8\"\n")
            .File("demo/__init__.py", "")
            .File("backend/own.py", "from hatchling.build import *\nimport hatchling.build as real\ndef build_wheel(folder, config_settings=None, metadata_directory=None):\n    open('demo/more.py', 'w').close()\n    return real.build_wheel(folder, config_settings, metadata_directory)\n");
        Assert.Single(await bed.BuildAsync());
        var finding = Assert.Single(bed.Findings);
        Assert.Equal("LEGION427", finding.Rule.Id);
        Assert.Contains("only the backend's wheel has the file 'demo/more.py'", finding.Message, StringComparison.Ordinal);

        bed.File("demo/more.py", "");
        await bed.BuildOneAsync();
    }

    [Theory]
    [Trips]
    [InlineData("[tool.hatch.metadata.hooks.custom]", "the metadata hook 'custom' is a program")]
    [InlineData("[tool.hatch.build.hooks.custom]", "the build hook 'custom' is a program")]
    [InlineData("[tool.hatch.build.targets.wheel]\nnew-setting = 1", "hatchling's setting 'new-setting' is not known")]
    [InlineData("[tool.hatch.envs.default]\n[tool.hatch.metadata.hooks.requirements_txt]\nfiles = [\"r.txt\"]", "the metadata hook 'requirements_txt' is a program")]
    public async Task Auto_leaves_to_the_backend_what_it_cannot_promise_and_says_why(string settings, string reason)
    {
        using var bed = new PythonBed { Options = new PythonOptions { Environment = new ToolEnvironment(new Dictionary<string, string>()) } };
        bed.Hatch("demo", more: settings);
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION420", finding.Rule.Id);
        Assert.Contains(reason, finding.Message, StringComparison.Ordinal);
        Assert.Contains(bed.Messages, m => m.Contains(reason, StringComparison.Ordinal));
    }
}
