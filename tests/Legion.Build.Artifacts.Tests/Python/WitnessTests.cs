using Legion.Build.Artifacts.Record;

namespace Legion.Build.Artifacts.Tests.Python;

/// <summary>pip, twine, zipfile, tarfile and packaging judge what the native builder makes.</summary>
public sealed class WitnessTests
{
    private static PythonBed Everything() => new PythonBed()
        .Hatch("legion-demo", more: """
            description = "A demonstration: naïve, whole"
            readme = "README.md"
            license = { text = "Apache-2.0" }
            authors = [{ name = "Ann Example", email = "ann@example.org" }, { name = "Bob, the second", email = "bob@example.org" }, { name = "Carol" }]
            keywords = ["one", "two"]
            classifiers = ["Programming Language :: Python :: 3", "Private :: Do Not Upload"]
            dependencies = ["packaging>=20 ; python_version >= '3.0' or (sys_platform=='x' and os_name!='y')"]
            [project.optional-dependencies]
            Fast_Mode = ["orjson>=3; platform_system=='Linux'", "six"]
            [project.urls]
            Homepage = "https://example.org/"
            [project.scripts]
            legion-demo = "legion_demo:main"
            [project.entry-points."legion.plugins"]
            demo = "legion_demo"
            """)
        .File("README.md", "# Demo\n\nÜber alles.\n")
        .File("LICENSE", "Apache\n")
        .File("src/legion_demo/data/ünï.json", "{}\n")
        .File("src/legion_demo/py.typed", "");

    [Theory]
    [InlineData(".whl")]
    [InlineData(".tar.gz")]
    public async Task Pip_installs_it_into_a_venv_without_network_and_its_script_runs(string ending)
    {
        var python = PythonBed.Python("hatchling, packaging");
        using var bed = Everything();
        var built = await bed.BuildOneAsync();

        PythonBed.Run(python, "-m venv --system-site-packages venv", bed.Top);
        PythonBed.Run(Path.Join(bed.Top, "venv/bin/pip"), $"install --no-index --no-build-isolation --no-cache-dir \"{bed.Output(built, ending)}\"", bed.Top);
        Assert.Equal("hello\n", PythonBed.Run(Path.Join(bed.Top, "venv/bin/legion-demo"), "", bed.Top));
        Assert.Contains("{}", PythonBed.Run(Path.Join(bed.Top, "venv/bin/python"), "-c \"import importlib.resources as r; print(r.files('legion_demo').joinpath('data/ünï.json').read_text())\"", bed.Top), StringComparison.Ordinal);
        Assert.DoesNotContain("legion-demo", PythonBed.Run(Path.Join(bed.Top, "venv/bin/pip"), "check", bed.Top, mayFail: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_samples_sdk_is_the_wheel_its_backend_makes_and_its_command_runs()
    {
        var python = PythonBed.Python("hatchling");
        var repository = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(repository, "Legion.Build.sln"))) repository = Path.GetDirectoryName(repository)!;
        using var bed = new PythonBed { Options = new() { Compare = true, Interpreter = python, Isolation = Legion.Build.Artifacts.Python.PythonIsolation.Never } };
        bed.Package("legion", "sdk", static p => p with { VersionFile = "src/legion/sdk/version.py" });
        var source = Path.Join(repository, "samples/legion/legion/sdk");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories).Where(static f => !f.Contains("__pycache__", StringComparison.Ordinal))) bed.File("sdk/" + Path.GetRelativePath(source, file), File.ReadAllText(file));
        var built = await bed.BuildOneAsync();
        Assert.Equal("native", built.How);

        PythonBed.Run(python, "-m venv venv", bed.Top);
        PythonBed.Run(Path.Join(bed.Top, "venv/bin/pip"), $"install --no-index --no-cache-dir \"{bed.Output(built, ".whl")}\"", bed.Top);
        Assert.Contains("1.2.3", PythonBed.Run(Path.Join(bed.Top, "venv/bin/legion"), "--version", bed.Top), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twine_checks_both_strictly()
    {
        var python = PythonBed.Python("twine");
        using var bed = Everything();
        var built = await bed.BuildOneAsync();
        var said = PythonBed.Run(python, $"-m twine --no-color check --strict \"{bed.Output(built, ".whl")}\" \"{bed.Output(built, ".tar.gz")}\"", bed.Top);
        Assert.Equal(2, said.Split("PASSED").Length - 1);
    }

    [Fact]
    public async Task Zipfile_and_tarfile_test_every_byte_and_packaging_reads_the_metadata()
    {
        var python = PythonBed.Python("packaging");
        using var bed = Everything();
        var built = await bed.BuildOneAsync();
        Assert.Contains("Done testing", PythonBed.Run(python, $"-m zipfile -t \"{bed.Output(built, ".whl")}\"", bed.Top), StringComparison.Ordinal);
        Assert.Contains("ünï.json", PythonBed.Run(python, $"-m tarfile -l \"{bed.Output(built, ".tar.gz")}\"", bed.Top, environment: ("PYTHONUTF8", "1")), StringComparison.Ordinal);
        Assert.Equal("Ann Example <ann@example.org>, \"Bob, the second\" <bob@example.org>|Carol|fast-mode|2\n", Metadata(python, bed, built));
    }

    private static string Metadata(string python, PythonBed bed, BuiltArtifact built)
    {
        File.WriteAllText(Path.Join(bed.Top, "read.py"), """
            import sys, zipfile, email.parser
            from packaging.requirements import Requirement
            from packaging.specifiers import SpecifierSet
            archive = zipfile.ZipFile(sys.argv[1])
            name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
            message = email.parser.BytesParser().parsebytes(archive.read(name))
            requirements = [Requirement(r) for r in message.get_all("Requires-Dist")]
            SpecifierSet(message["Requires-Python"])
            extra = [r for r in requirements if r.marker.evaluate({"extra": "fast-mode", "platform_system": "Linux", "os_name": "posix"}) and not r.marker.evaluate({"extra": ""})]
            assert message.get_payload(decode=True).decode() == "# Demo\n\nÜber alles.\n"
            print("|".join([message["Author-email"], message["Author"], message["Provides-Extra"], str(len(extra))]))
            """);
        return PythonBed.Run(python, $"read.py \"{bed.Output(built, ".whl")}\"", bed.Top, environment: ("PYTHONUTF8", "1"));
    }
}
