using System.IO.Compression;
using Legion.Build.Artifacts.Python;
using Legion.Build.Artifacts.Python.Metadata;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Tests.Python;

/// <summary>Real backends, run for real.</summary>
public sealed class BackendBuildTests
{
    private static PythonBed Bed(string module)
    {
        var python = PythonBed.Python(module);
        return new PythonBed { Options = new PythonOptions { Interpreter = python, Isolation = PythonIsolation.Never } };
    }

    [Theory]
    [InlineData("hatchling", "hatchling.build")]
    [InlineData("flit_core", "flit_core.buildapi")]
    [InlineData("setuptools", "setuptools.build_meta")]
    [Spares("LEGION420", "LEGION421", "LEGION422", "LEGION425")]
    public async Task A_pep_621_package_is_built_by_its_own_backend_at_the_builds_version(string backend, string hook)
    {
        using var bed = Bed(backend).Package("demo", with: static p => p with { Builder = PythonBuilder.Backend })
            .File("pyproject.toml", $"""
                [build-system]
                requires = ["{backend}"]
                build-backend = "{hook}"
                [project]
                name = "demo"
                dynamic = ["version"]
                description = "x"
                requires-python = ">=3.8"
                [tool.hatch.version]
                path = "demo/__init__.py"
                [tool.setuptools.dynamic]
                version = {"{"} attr = "demo.__version__" {"}"}
                """)
            .File("demo/__init__.py", "\"\"\"Demo.\"\"\"\n__version__ = '0'\n");
        var built = await bed.BuildOneAsync();

        Assert.Equal(backend, built.How);
        Assert.Equal("1.2.3", Wheel(bed, built).Metadata.Version);
        Assert.Equal("\"\"\"Demo.\"\"\"\n__version__ = '0'\n", File.ReadAllText(Path.Join(bed.Root, "demo/__init__.py")));
        Assert.False((await bed.BuildOneAsync()).Rebuilt);
    }

    [Fact]
    public async Task A_poetry_package_is_built_with_its_placeholder_version_stamped()
    {
        using var bed = Bed("poetry.core").Package("demo")
            .File("pyproject.toml", """
                [build-system]
                requires = ["poetry-core"]
                build-backend = "poetry.core.masonry.api"
                [tool.poetry]
                name = "demo"
                version = "0.0.0"
                description = "x"
                authors = ["A <a@example.org>"]
                [tool.poetry.dependencies]
                python = "^3.8"
                """)
            .File("demo/__init__.py", "");
        var built = await bed.BuildOneAsync();
        Assert.Equal("poetry", built.How);
        Assert.Equal("1.2.3", Wheel(bed, built).Metadata.Version);
        Assert.Contains(bed.Messages, static m => m.Contains("not static", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Setuptools_scm_is_told_the_version_without_a_repository()
    {
        using var bed = Bed("setuptools_scm").Package("demo")
            .File("pyproject.toml", """
                [build-system]
                requires = ["setuptools", "setuptools_scm"]
                build-backend = "setuptools.build_meta"
                [project]
                name = "demo"
                dynamic = ["version"]
                [tool.setuptools_scm]
                """)
            .File("demo/__init__.py", "");
        Assert.Equal("1.2.3", Wheel(bed, await bed.BuildOneAsync()).Metadata.Version);
    }

    [Fact]
    public async Task Setuptools_scm_packages_the_data_that_git_tracks_although_it_runs_in_a_copy()
    {
        using var bed = Bed("setuptools_scm").Package("demo", "sdk")
            .File("sdk/pyproject.toml", "[build-system]\nrequires = [\"setuptools\", \"setuptools_scm\"]\nbuild-backend = \"setuptools.build_meta\"\n[project]\nname = \"demo\"\ndynamic = [\"version\"]\n[tool.setuptools_scm]\nroot = \"..\"\n")
            .File("sdk/demo/__init__.py", "").File("sdk/demo/tracked.json", "{}").File("sdk/demo/left.json", "{}");
        PythonBed.Run("git", "init -q", bed.Root);
        PythonBed.Run("git", "add sdk/pyproject.toml sdk/demo/__init__.py sdk/demo/tracked.json", bed.Root);
        var names = NativeBuildTests.WheelNames(bed.Output(await bed.BuildOneAsync(), ".whl"));
        Assert.Contains("demo/tracked.json", names);
        Assert.DoesNotContain("demo/left.json", names);
    }

    [Theory]
    [InlineData("flit_core", "flit_core.buildapi", "flit_core")]
    [InlineData("setuptools", "setuptools.build_meta", "setuptools", "wheel", "pkg_resources", "_distutils_hack")]
    public async Task An_isolated_build_takes_its_backend_from_the_index_into_an_environment_of_its_own(string requirement, string hook, params string[] folders)
    {
        var python = PythonBed.Python($"build, venv, {requirement}");
        using var bed = new PythonBed();
        var index = Path.Join(bed.Top, "index");
        BackendIndex.Write(python, index, folders, bed.Top);
        var requires = requirement == "setuptools" ? "\"setuptools\", \"wheel\"" : $"\"{requirement}\"";
        bed.Package("demo", with: static p => p with { Builder = PythonBuilder.Backend, VersionFile = "demo.py" })
            .File("pyproject.toml", $"[build-system]\nrequires = [{requires}]\nbuild-backend = \"{hook}\"\n[project]\nname = \"demo\"\ndynamic = [\"version\"]\ndescription = \"x\"\n[tool.setuptools]\npy-modules = [\"demo\"]\n[tool.setuptools.dynamic]\nversion = {"{"} attr = \"demo.__version__\" {"}"}\n")
            .File("demo.py", "\"\"\"Demo.\"\"\"\n__version__ = '0'\n");
        bed.Options = new PythonOptions { Interpreter = python, Isolation = PythonIsolation.Always, Environment = PythonBed.EnvironmentWith(("PIP_NO_INDEX", "1"), ("PIP_FIND_LINKS", index), ("PIP_DISABLE_PIP_VERSION_CHECK", "1")) };
        var built = await bed.BuildOneAsync();
        Assert.Equal("1.2.3", Wheel(bed, built).Metadata.Version);
        Assert.Contains(bed.Messages, m => m.EndsWith($"python -m build with {requirement}, isolated: the manifest says 'builder: backend'", StringComparison.Ordinal));

        // Nothing to take it from: the interpreter's own is not used.
        bed.Options = bed.Options with { Environment = PythonBed.EnvironmentWith(("PIP_NO_INDEX", "1"), ("PIP_FIND_LINKS", ""), ("PIP_DISABLE_PIP_VERSION_CHECK", "1")) };
        bed.File("demo.py", "\"\"\"Demo.\"\"\"\n__version__ = '1'\nx = 1\n");
        Assert.Equal("LEGION421", (await bed.BuildWithErrorAsync()).Rule.Id);
    }

    // uv is not to be had from the sources these tests install from: a stand-in takes its arguments down and does its work by python -m build.
    [Fact]
    public async Task Uv_is_called_with_its_own_arguments_and_what_it_leaves_is_taken()
    {
        var python = PythonBed.Python("flit_core, build");
        using var bed = new PythonBed().Package("demo", with: static p => p with { Builder = PythonBuilder.Backend, ConfigSettings = EquatableArray.Of(new Setting("colour", "deep blue")) })
            .File("pyproject.toml", "[build-system]\nrequires = [\"flit_core\"]\nbuild-backend = \"flit_core.buildapi\"\n[project]\nname = \"demo\"\ndynamic = [\"version\"]\ndescription = \"x\"\n")
            .File("demo.py", "\"\"\"Demo.\"\"\"\n__version__ = '0'\n")
            .File("bin/uv", $"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{"{0}"}'\nwhile [ $# -gt 0 ]; do\n  case \"$1\" in\n    --out-dir) out=\"$2\"; shift ;;\n    --python) python=\"$2\"; shift ;;\n  esac\n  source=\"$1\"; shift\ndone\necho '*' > \"$out/.gitignore\"\nexec \"$python\" -m build --no-isolation --skip-dependency-check --sdist --wheel --outdir \"$out\" \"$source\"\n");
        var said = Path.Join(bed.Top, "argv");
        bed.Script("bin/uv", File.ReadAllText(Path.Join(bed.Root, "bin/uv")).Replace("{0}", said, StringComparison.Ordinal));
        bed.Options = new PythonOptions { Interpreter = python, Isolation = PythonIsolation.Always, Environment = PythonBed.EnvironmentWith(("PATH", Path.Join(bed.Root, "bin") + ":/usr/bin:/bin")) };
        var built = await bed.BuildOneAsync();
        Assert.Equal("1.2.3", Wheel(bed, built).Metadata.Version);
        Assert.Equal(["python/demo-1.2.3-py2.py3-none-any.whl", "python/demo-1.2.3.tar.gz"], built.Files.Select(static f => f.Path));
        var arguments = File.ReadAllLines(said);
        Assert.Equal(["build", "--no-config", "--sdist", "--wheel", "--out-dir"], arguments[..5]);
        Assert.Equal(["--python", python, "--config-setting=colour=deep blue"], arguments[6..9]);
        Assert.EndsWith("/source", arguments[9], StringComparison.Ordinal);
        Assert.Equal(10, arguments.Length);
        Assert.Contains(bed.Messages, static m => m.Contains("uv build with flit_core, isolated: ", StringComparison.Ordinal));
    }

    [Fact]
    [Trips]
    public async Task Uv_is_taken_where_no_python_has_the_backend()
    {
        using var bed = new PythonBed().Package("demo").File("setup.py", "").Script("bin/uv", "#!/bin/sh\necho \"called: $1 $2 $3 $4 $5\"\nexit 3\n");
        bed.Options = new PythonOptions { Environment = new ToolEnvironment(new Dictionary<string, string> { ["PATH"] = Path.Join(bed.Root, "bin") }) };
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION421", finding.Rule.Id);
        Assert.Contains("uv build with setuptools failed with exit code 3: called: build --no-config --sdist --wheel --out-dir", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_of_the_setup_py_era_as_legions_own_were_is_stamped_in_a_copy()
    {
        using var bed = Bed("setuptools").Package("legion-sdk", "sdk", static p => p with { VersionFile = "legion/sdk/version.py" })
            .File("sdk/setup.py", """
                import os, re
                from setuptools import setup, find_namespace_packages
                here = os.path.dirname(os.path.abspath(__file__))
                def version():
                    with open(os.path.join(here, 'legion', 'sdk', 'version.py')) as f:
                        return re.search(r"^__version__ = '([^']+)'", f.read(), re.M).group(1)
                def requirements():
                    with open(os.path.join(here, 'requirements.lock')) as f:
                        return [l.strip() for l in f if l.strip() and not l.startswith('#')]
                setup(name='legion-sdk', version=version(), packages=find_namespace_packages(include=['legion.*']), install_requires=requirements(),
                      entry_points={'console_scripts': ['legionctl=legion.sdk.cli:main']}, data_files=[('', ['requirements.lock'])])
                """)
            .File("sdk/setup.cfg", "[metadata]\ndescription = Legion\n[options]\npython_requires = >=3.6\n")
            .File("sdk/MANIFEST.in", "include requirements.lock\n")
            .File("sdk/requirements.lock", "# locked\npackaging>=20\n")
            .File("sdk/legion/sdk/__init__.py", "")
            .File("sdk/legion/sdk/version.py", "__version__ = '0.11.0'\n")
            .File("sdk/legion/sdk/cli.py", "from .version import __version__\ndef main():\n    print(__version__)\n");
        var before = Directory.GetFileSystemEntries(Path.Join(bed.Root, "sdk"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var built = await bed.BuildOneAsync();

        Assert.Equal(before, Directory.GetFileSystemEntries(Path.Join(bed.Root, "sdk"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        Assert.Equal("__version__ = '0.11.0'\n", File.ReadAllText(Path.Join(bed.Root, "sdk/legion/sdk/version.py")));
        Assert.Equal(["packaging>=20"], Wheel(bed, built).Metadata.All("Requires-Dist").Select(static r => r.Replace(" ", "", StringComparison.Ordinal).Trim('(', ')').Replace("(", "", StringComparison.Ordinal)));

        var venv = Path.Join(bed.Top, "venv");
        PythonBed.Run(bed.Options.Interpreter!, $"-m venv --system-site-packages \"{venv}\"", bed.Top);
        PythonBed.Run(Path.Join(venv, "bin/pip"), $"install --no-index \"{bed.Output(built, ".whl")}\"", bed.Top);
        Assert.Equal("1.2.3\n", PythonBed.Run(Path.Join(venv, "bin/legionctl"), "", bed.Top));
    }

    [Fact]
    public async Task An_extension_module_yields_the_platform_wheel_its_backend_makes()
    {
        using var bed = Bed("setuptools").Package("fastdemo", with: static p => p with { VersionFile = "setup.cfg" })
            .File("setup.cfg", "[metadata]\nname = fastdemo\nversion = 0\n")
            .File("setup.py", "from setuptools import setup, Extension\nsetup(ext_modules=[Extension('fastdemo', ['fastdemo.c'])])\n")
            .File("fastdemo.c", "#include <Python.h>\nstatic struct PyModuleDef m = {PyModuleDef_HEAD_INIT, \"fastdemo\", 0, -1, 0};\nPyMODINIT_FUNC PyInit_fastdemo(void) { return PyModule_Create(&m); }\n");
        var built = await bed.BuildOneAsync();
        Assert.Matches("^python/fastdemo-1\\.2\\.3-cp3[0-9]+-cp3[0-9]+-linux_.*\\.whl$", built.Files[0].Path);
    }

    [Fact]
    public async Task Two_runs_of_a_backend_in_two_folders_give_the_same_bytes()
    {
        var results = new List<BuiltArtifact>();
        foreach (var name in (string[])["one", "zwei ü"])
        {
            using var bed = new PythonBed(name) { Options = new PythonOptions { Interpreter = PythonBed.Python("setuptools"), Isolation = PythonIsolation.Never } };
            bed.Package("demo", with: static p => p with { VersionFile = "setup.py" })
                .File("setup.py", "from setuptools import setup\nsetup(name='demo',\n  version='0', py_modules=['demo', 'zeta', 'alpha'])\n").File("demo.py", "").File("zeta.py", "z = 1\n").File("alpha.py", "a = 1\n");
            results.Add(await bed.BuildOneAsync());
        }

        Assert.Equal(results[0].Files, results[1].Files);
    }

    [Fact]
    [Trips]
    public async Task A_backend_that_makes_another_version_is_an_error_that_names_the_way()
    {
        using var bed = Bed("setuptools").Package("demo").File("setup.py", "from setuptools import setup\nsetup(name='demo', version='9.9')\n");
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION422", finding.Rule.Id);
        Assert.Contains("'9.9'", finding.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Join(bed.Outputs, "python")));
    }

    [Fact]
    [Trips]
    public async Task A_failing_backend_is_quoted()
    {
        using var bed = Bed("setuptools").Package("demo").File("setup.py", "raise SystemExit('no such luck')\n");
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION421", finding.Rule.Id);
        Assert.Contains("no such luck", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_missing_backend_says_what_to_install_and_which_package_needs_it()
    {
        using var bed = Bed("build").Package("demo")
            .File("pyproject.toml", "[build-system]\nrequires = [\"nosuchbackend>=3\"]\nbuild-backend = \"nosuchbackend.api\"\n[project]\nname = \"demo\"\ndynamic = [\"version\"]\n");
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION420", finding.Rule.Id);
        Assert.Contains("'demo'", finding.Message, StringComparison.Ordinal);
        Assert.Contains("lacks nosuchbackend>=3", finding.Message, StringComparison.Ordinal);
        Assert.Contains("pip install build \"nosuchbackend>=3\"", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_brings_its_own_backend_needs_nothing_beside_it()
    {
        using var bed = Bed("build").Package("demo")
            .File("pyproject.toml", "[build-system]\nrequires = []\nbuild-backend = \"own\"\nbackend-path = [\"backend\"]\n[project]\nname = \"demo\"\ndynamic = [\"version\"]\n")
            .File("backend/own.py", "raise SystemExit('it runs')\n");
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION421", finding.Rule.Id);
        Assert.Contains("it runs", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_Python_the_error_says_so()
    {
        using var bed = new PythonBed { Options = new PythonOptions { Environment = new ToolEnvironment(new Dictionary<string, string> { ["PATH"] = "/nowhere" }) } };
        bed.Package("demo").File("setup.py", "");
        Assert.Contains("no Python was found on the search path", (await bed.BuildWithErrorAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    [Spares("LEGION423")]
    public async Task A_sibling_is_pinned_in_setup_cfg_and_an_unpinned_one_is_an_error()
    {
        using var bed = Bed("setuptools").Package("legion-cli", with: static p => p with { VersionFile = "setup.cfg", Dependencies = EquatableArray.Of("legion-core") })
            .File("setup.cfg", "[metadata]\nname = legion-cli\nversion = 0\n[options]\npy_modules = demo\ninstall_requires =\n    # ours\n    legion_core[x]>=0.1\n    six\n")
            .File("setup.py", "from setuptools import setup\nsetup()\n").File("demo.py", "");
        Assert.Contains("legion_core[x] (==1.2.3)", Wheel(bed, await bed.BuildOneAsync()).Metadata.All("Requires-Dist").Select(static r => r.Replace("-", "_", StringComparison.Ordinal)));

        bed.File("setup.cfg", "[metadata]\nname = legion-cli\nversion = 0\n[options]\npy_modules = demo\n");
        Assert.Equal("LEGION423", (await bed.BuildWithErrorAsync()).Rule.Id);
    }

    [Fact]
    public async Task A_sibling_is_pinned_in_the_lock_file_a_setup_py_reads_its_requirements_from()
    {
        using var bed = Bed("setuptools").Package("legion-cli", with: static p => p with { VersionFile = "setup.py", Dependencies = EquatableArray.Of("legion-sdk") })
            .File("setup.py", "from setuptools import setup\nsetup(name='legion-cli',\n      version='0', py_modules=['demo'], install_requires=[l.strip() for l in open('requirements.lock') if l.strip() and l[0] != '#'])\n")
            .File("MANIFEST.in", "include requirements.lock\n")
            .File("requirements.lock", "# locked\nlegion_sdk==0.9\nsix==1.16.0\n").File("demo.py", "");
        var requirements = Wheel(bed, await bed.BuildOneAsync()).Metadata.All("Requires-Dist").Select(static r => r.Replace(" ", "", StringComparison.Ordinal).Replace("_", "-", StringComparison.Ordinal)).ToList();
        Assert.Equal(["legion-sdk(==1.2.3)", "six(==1.16.0)"], requirements);
        Assert.Equal("# locked\nlegion_sdk==0.9\nsix==1.16.0\n", File.ReadAllText(Path.Join(bed.Root, "requirements.lock")));
    }

    [Theory]
    [InlineData("shutil.copy(os.path.join(folder, made), os.path.join(folder, made.replace('py3', 'py2')))", "it left 2 wheels and 1 sdists")]
    [InlineData("damage(os.path.join(folder, made))", "its RECORD has another hash of 'demo.py'")]
    [Trips]
    [Spares("LEGION426")]
    public async Task What_a_backend_leaves_is_looked_into(string damage, string message)
    {
        using var bed = Bed("setuptools").Package("demo", with: static p => p with { VersionFile = "VERSION" })
            .File("pyproject.toml", "[build-system]\nrequires = [\"setuptools\"]\nbuild-backend = \"own\"\nbackend-path = [\".\"]\n[project]\nname = \"demo\"\ndynamic = [\"version\"]\n[tool.setuptools]\npy-modules = [\"demo\"]\n[tool.setuptools.dynamic]\nversion = { file = \"VERSION\" }\n")
            .File("VERSION", "0\n").File("demo.py", "x = 1\n")
            .File("own.py", $"import os, shutil, zipfile\nfrom setuptools.build_meta import *\nimport setuptools.build_meta as b\ndef damage(path):\n    with zipfile.ZipFile(path) as z: files = [(i, z.read(i)) for i in z.infolist()]\n    with zipfile.ZipFile(path, 'w') as z:\n        for i, c in files: z.writestr(i, b'x = 2\\n' if i.filename == 'demo.py' else c)\ndef build_wheel(folder, config_settings=None, metadata_directory=None):\n    made = b.build_wheel(folder, None, metadata_directory)\n    {damage}\n    return made\n");
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION426", finding.Rule.Id);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);

        bed.File("own.py", "from setuptools.build_meta import *\n");
        await bed.BuildOneAsync();
    }

    [Fact]
    public async Task What_was_found_in_a_backends_wheel_is_said_again_while_nothing_changes()
    {
        using var bed = Bed("setuptools").Package("demo", with: static p => p with { VersionFile = "setup.py" })
            .File("setup.py", "from setuptools import setup\nsetup(name='demo',\n  version='0', packages=['demo', 'tests'])\n").File("demo/__init__.py", "").File("tests/__init__.py", "");
        Assert.True(Assert.Single(await bed.BuildAsync()).Rebuilt);
        var first = Assert.Single(bed.Findings);
        Assert.Equal("LEGION417", first.Rule.Id);
        Assert.False(Assert.Single(await bed.BuildAsync()).Rebuilt);
        Assert.Equal(first, Assert.Single(bed.Findings));
    }

    [Fact]
    public async Task Config_settings_reach_the_backend()
    {
        using var bed = Bed("setuptools").Package("demo", with: static p => p with { ConfigSettings = EquatableArray.Of(new Setting("colour", "deep blue")) })
            .File("pyproject.toml", "[build-system]\nrequires = [\"setuptools\"]\nbuild-backend = \"own\"\nbackend-path = [\".\"]\n[project]\nname = \"demo\"\ndynamic = [\"version\"]\n[tool.setuptools]\npy-modules = [\"demo\"]\n[tool.setuptools.dynamic]\nversion = { file = \"VERSION\" }\n")
            .File("VERSION", "0\n")
            .File("own.py", "from setuptools.build_meta import *\nimport setuptools.build_meta as b\ndef build_wheel(folder, config_settings=None, metadata_directory=None):\n    open('demo.py', 'w').write(repr(config_settings))\n    return b.build_wheel(folder, None, metadata_directory)\n")
            .File("demo.py", "");
        var built = await bed.BuildOneAsync();
        using var wheel = ZipFile.OpenRead(bed.Output(built, ".whl"));
        using var reader = new StreamReader(wheel.GetEntry("demo.py")!.Open());
        Assert.Equal("{'colour': 'deep blue'}", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static DistributionFile Wheel(PythonBed bed, BuiltArtifact built)
    {
        var path = bed.Output(built, ".whl");
        using var archive = ZipFile.OpenRead(path);
        Assert.EndsWith(".dist-info/RECORD", archive.Entries[^1].FullName, StringComparison.Ordinal);
        return DistributionFile.Read(path);
    }
}
