using Legion.Build.Artifacts.Python;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Tests.Python;

/// <summary>Each mistake is an error with a place, and nothing comes out.</summary>
public sealed class RuleTests
{
    [Theory]
    [Trips]
    [InlineData("dependancies = []", "LEGION401", 9, "did you mean 'dependencies'")]
    [InlineData("version = \"9.9\"", "LEGION401", 7, "'version' is dynamic and given in line 9")]
    [InlineData("description = \"a\\nb\"", "LEGION401", 9, "must be one line")]
    [InlineData("keywords = \"one\"", "LEGION401", 9, "must be an array of strings, and is a string")]
    [InlineData("authors = [{ nam = \"x\", email = \"a@b\" }]", "LEGION401", 9, "did you mean 'name'")]
    [InlineData("authors = [{ email = \"nobody\" }]", "LEGION401", 9, "no mail address")]
    [InlineData("urls = { Home = \"example.org\" }", "LEGION401", 9, "no absolute URL")]
    [InlineData("requires-python = \"3.8+\"", "LEGION401", 9, "key 'requires-python' is defined twice", "LEGION400")]
    [InlineData("dependencies = [\"requests >> 2\"]", "LEGION410", 9, "no version specifier")]
    [InlineData("dependencies = [\"x; python_verson > '3'\"]", "LEGION410", 9, "'python_verson' is no environment variable")]
    [InlineData("optional-dependencies = { a-b = [], A_B = [] }", "LEGION401", 9, "PEP 685")]
    [InlineData("scripts = { demo = \"demo.main\" }", "LEGION411", 9, "package.module:function")]
    [InlineData("entry-points = { console_scripts = { a = \"b:c\" } }", "LEGION401", 9, "[project.scripts]")]
    [InlineData("license = \"Apache 2\"", "LEGION412", 9, "'2' does not belong there")]
    [InlineData("license = { file = \"LICENSE\" }", "LEGION404", 9, "license file 'LICENSE' does not exist")]
    [InlineData("license-files = [\"LICENSES/*\"]", "LEGION404", 9, "license file 'LICENSES/*'")]
    [InlineData("license-files = [\"../LICENSE\"]", "LEGION401", 9, "without '..'")]
    [InlineData("readme = \"README.md\"", "LEGION404", 9, "readme 'README.md' does not exist")]
    [InlineData("readme = \"README.adoc\"", "LEGION406", 9, "not known")]
    [InlineData("readme = \"../README.md\"", "LEGION408", 9, "leads out")]
    [InlineData("readme = { text = \"x\" }", "LEGION406", 9, "content-type is missing")]
    public async Task A_wrong_field_is_an_error_at_its_line(string line, string rule, int at, string message, string? instead = null)
    {
        using var bed = new PythonBed().Hatch("demo", more: line);
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal(instead ?? rule, finding.Rule.Id);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Equal($"{Path.Join(bed.Root, "pyproject.toml")}:{at}", finding.Location.ToString());
        Assert.False(Directory.Exists(bed.Outputs));
    }

    [Fact]
    [Trips]
    public async Task A_key_of_a_newer_time_is_a_warning_and_leaves_the_package_to_its_backend()
    {
        using var bed = new PythonBed { Options = new PythonOptions { Environment = new ToolEnvironment(new Dictionary<string, string>()) } };
        bed.Hatch("demo", more: "import-names = [\"demo\"]");
        Assert.Empty(await bed.BuildAsync());
        Assert.Equal(["LEGION431", "LEGION420"], bed.Findings.Select(static f => f.Rule.Id));
        bed.Packages[0] = bed.Packages[0] with { Builder = PythonBuilder.Native };
        Assert.Single(await bed.BuildAsync());
    }

    [Fact]
    [Trips]
    [Spares("LEGION402")]
    public async Task Another_name_than_the_manifests_is_an_error_and_another_spelling_is_none()
    {
        using var bed = new PythonBed().Hatch("demo-one");
        bed.Packages.Clear();
        bed.Package("Demo_One");
        await bed.BuildOneAsync();

        bed.Packages.Clear();
        bed.Package("demo-two");
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION402", finding.Rule.Id);
        Assert.EndsWith("pyproject.toml:6", finding.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    [Spares("LEGION403")]
    public async Task A_version_written_down_must_be_the_builds_unless_the_manifest_has_it_stamped()
    {
        using var bed = new PythonBed().Hatch("demo");
        var text = File.ReadAllText(Path.Join(bed.Root, "pyproject.toml")).Replace("dynamic = [\"version\"]", "version = \"1.2.2\"", StringComparison.Ordinal);
        bed.File("pyproject.toml", text);
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION403", finding.Rule.Id);
        Assert.EndsWith("pyproject.toml:7", finding.Location.ToString(), StringComparison.Ordinal);

        bed.Packages[0] = bed.Packages[0] with { VersionFile = "pyproject.toml" };
        var built = await bed.BuildOneAsync();
        Assert.Contains("version = \"1.2.3\"", NativeBuildTests.SdistText(bed.Output(built, ".tar.gz"), "demo-1.2.3/pyproject.toml"), StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_folder_without_a_project_is_an_error_in_the_manifest()
    {
        using var bed = new PythonBed().Package("demo", "nowhere");
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION425", finding.Rule.Id);
        Assert.EndsWith("distributions.yaml:8", finding.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task A_project_without_modules_says_where_they_were_looked_for()
    {
        using var bed = new PythonBed().Hatch("demo");
        Directory.Delete(Path.Join(bed.Root, "src"), recursive: true);
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION405", finding.Rule.Id);
        Assert.Contains("src/demo/__init__.py", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trips]
    [InlineData("asyncio", "Python's own library")]
    [InlineData("requirements.txt", "forgotten")]
    public async Task A_name_an_index_refuses_is_an_error(string name, string message)
    {
        using var bed = new PythonBed().Hatch(name);
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION407", finding.Rule.Id);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    [Spares("LEGION409")]
    public async Task A_link_within_the_project_is_packaged_as_its_target_and_one_that_leads_out_is_an_error()
    {
        using var bed = new PythonBed().Hatch("demo").File("shared/data.txt", "shared\n");
        File.CreateSymbolicLink(Path.Join(bed.Root, "src/demo/data.txt"), "../../shared/data.txt");
        Assert.Contains("demo/data.txt", NativeBuildTests.WheelNames(bed.Output(await bed.BuildOneAsync(), ".whl")));

        File.WriteAllText(Path.Join(bed.Top, "secret.txt"), "secret");
        File.CreateSymbolicLink(Path.Join(bed.Root, "src/demo/more.txt"), Path.Join(bed.Top, "secret.txt"));
        await bed.BuildAsync();
        Assert.Equal(["LEGION409"], bed.Findings.Select(static f => f.Rule.Id));
    }

    [Fact]
    [Trips]
    public async Task Tests_beside_the_package_and_what_tools_left_behind_are_warnings()
    {
        using var bed = new PythonBed().Hatch("demo", more: "[tool.hatch.build.targets.wheel]\npackages = [\"src/demo\", \"tests\"]").File("tests/test_a.py", "").File("src/demo/a.py.orig", "");
        Assert.Single(await bed.BuildAsync());
        Assert.Equal(["LEGION417", "LEGION418", "LEGION418"], bed.Findings.Select(static f => f.Rule.Id));
        Assert.Contains("'tests'", bed.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task Paths_that_differ_in_case_only_are_an_error()
    {
        using var bed = new PythonBed().Hatch("demo").File("src/demo/Readme.txt", "a").File("src/demo/README.txt", "b");
        await bed.BuildAsync();
        Assert.All(bed.Findings, static f => Assert.Equal("LEGION428", f.Rule.Id));
        Assert.False(Directory.Exists(bed.Outputs));
    }

    [Theory]
    [InlineData("Title\n====\n", 2, "shorter than the title")]
    [InlineData("Text.\n\n.. toctree::\n   :maxdepth: 1\n", 3, "directive 'toctree'")]
    [InlineData("See :ref:`there`.\n", 1, "role 'ref'")]
    [InlineData("* one\n* two\nthree\n", 3, "without a blank line")]
    [InlineData(".. code-block:: python\nprint()\n", 1, "no content")]
    [InlineData("Code::\n\nnothing\n", 3, "announces a literal block")]
    [InlineData("An *open end.\n", 1, "does not end")]
    [InlineData("The link_ leads nowhere.\n", 1, "refers to nothing")]
    [Trips]
    [Spares("LEGION406")]
    public async Task A_readme_that_will_not_render_is_an_error_in_its_own_line(string text, int line, string message)
    {
        using var bed = new PythonBed().Hatch("demo", more: "readme = \"README.rst\"").File("README.rst", text);
        Assert.Empty(await bed.BuildAsync());
        var finding = bed.Findings[0];
        Assert.Equal("LEGION406", finding.Rule.Id);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Equal($"{Path.Join(bed.Root, "README.rst")}:{line}", finding.Location.ToString());

        bed.File("README.rst", "Title\n=====\n\nText with a link_.\n\n.. _link: https://example.org/\n");
        await bed.BuildOneAsync();
    }

    [Fact]
    [Trips]
    public async Task What_only_docutils_knows_is_found_where_a_python_has_it()
    {
        var python = PythonBed.Python("docutils, pygments");
        using var bed = new PythonBed().Hatch("demo", more: "readme = \"README.rst\"").File("README.rst", "Text.\n\n.. csv-table::\n\n   \"a\n");
        bed.Options = new PythonOptions { Interpreter = python };
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION406", finding.Rule.Id);
        Assert.Contains("docutils says: ", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("README.rst:3", finding.Location.ToString(), StringComparison.Ordinal);

        bed.Options = new PythonOptions { Environment = new ToolEnvironment(new Dictionary<string, string>()) };
        await bed.BuildOneAsync();
    }

    [Fact]
    [Trips]
    [Spares("LEGION413", "LEGION430")]
    public async Task A_license_nobody_knows_warns_and_one_that_is_said_twice_does_too()
    {
        using var bed = new PythonBed().Hatch("demo", more: "license = \"MIT OR Aladin\"");
        Assert.Single(await bed.BuildAsync());
        var finding = Assert.Single(bed.Findings);
        Assert.Equal("LEGION413", finding.Rule.Id);
        Assert.Contains("did you mean 'Aladdin'", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("pyproject.toml:9", finding.Location.ToString(), StringComparison.Ordinal);

        bed.Packages.Clear();
        bed.Hatch("demo", more: "license = \"MIT\"\nclassifiers = [\"Topic :: Utilities\",\n  \"License :: OSI Approved :: MIT License\"]");
        Assert.Single(await bed.BuildAsync());
        finding = Assert.Single(bed.Findings);
        Assert.Equal("LEGION430", finding.Rule.Id);
        Assert.EndsWith("pyproject.toml:11", finding.Location.ToString(), StringComparison.Ordinal);

        bed.Packages.Clear();
        bed.Hatch("demo", more: "license = { text = \"MIT\" }\nclassifiers = [\"License :: OSI Approved :: MIT License\"]");
        await bed.BuildOneAsync();
        bed.Packages.Clear();
        bed.Hatch("demo", more: "license = \"MIT OR LicenseRef-Own\"");
        await bed.BuildOneAsync();
    }

    [Fact]
    [Trips]
    [Spares("LEGION424")]
    public async Task A_version_file_without_a_version_is_an_error_in_that_file()
    {
        using var bed = new PythonBed().Hatch("demo", with: static p => p with { VersionFile = "src/demo/version.py" }).File("src/demo/version.py", "from os import environ\n");
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION424", finding.Rule.Id);
        Assert.EndsWith("src/demo/version.py:1", finding.Location.ToString(), StringComparison.Ordinal);

        bed.Packages[0] = bed.Packages[0] with { Builder = PythonBuilder.Backend };
        Assert.Equal("LEGION424", (await bed.BuildWithErrorAsync()).Rule.Id);
        bed.Packages[0] = bed.Packages[0] with { Builder = PythonBuilder.Auto };
        bed.File("src/demo/version.py", "__version__ = ''\n");
        await bed.BuildOneAsync();
    }

    [Fact]
    [Trips]
    [Spares("LEGION429")]
    public async Task What_the_file_system_refuses_is_an_error_and_not_a_crash()
    {
        using var bed = new PythonBed().Hatch("demo").File("artifacts/python", "a file where the folder should be");
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION429", finding.Rule.Id);
        Assert.EndsWith("distributions.yaml:8", finding.Location.ToString(), StringComparison.Ordinal);
        File.Delete(Path.Join(bed.Outputs, "python"));
        await bed.BuildOneAsync();
    }

    [Theory]
    [InlineData("obj/python/demo.state/here", "obj/python/demo.state")]
    [InlineData("obj/python", "obj/python")]
    public async Task A_state_that_cannot_be_written_is_an_error_and_the_next_build_makes_it_again(string file, string inTheWay)
    {
        using var bed = new PythonBed { Version = "1.2.2" }.Hatch("demo");
        var before = await bed.BuildOneAsync();
        bed.Version = "1.2.3";
        Directory.Delete(Path.Join(bed.Root, "obj", "python"), recursive: true);
        bed.File(file, "what should not be here");
        Assert.Equal("LEGION429", (await bed.BuildWithErrorAsync()).Rule.Id);
        Assert.All(before.Files, f => Assert.True(File.Exists(Path.Join(bed.Outputs, f.Path)), f.Path));
        Assert.DoesNotContain(bed.Messages, static m => m.Contains("deleted", StringComparison.Ordinal));

        inTheWay = Path.Join(bed.Root, inTheWay);
        if (File.Exists(inTheWay)) File.Delete(inTheWay);
        else Directory.Delete(inTheWay, recursive: true);
        Assert.Equal("first build", (await bed.BuildOneAsync()).Reason);
    }

    [Fact]
    public async Task Hashes_that_cannot_be_remembered_are_no_reason_to_fail()
    {
        using var bed = new PythonBed().Hatch("demo").File("obj/python/file-hashes/here", "what should not be here");
        await bed.BuildOneAsync();
        Assert.Contains(bed.Messages, static m => m.Contains("hashes are not remembered", StringComparison.Ordinal));
        Assert.False((await bed.BuildOneAsync()).Rebuilt);
    }

    [Fact]
    [Trips]
    public async Task An_unknown_classifier_warns_and_says_what_was_meant_and_a_newer_python_is_known()
    {
        using var bed = new PythonBed().Hatch("demo", more: "classifiers = [\"Programming Langage :: Python :: 3\", \"Programming Language :: Python :: 3.99\"]");
        Assert.Single(await bed.BuildAsync());
        var finding = Assert.Single(bed.Findings);
        Assert.Equal("LEGION414", finding.Rule.Id);
        Assert.Contains("did you mean 'Programming Language :: Python :: 3'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    [Spares("LEGION415", "LEGION416")]
    public async Task A_private_package_and_a_local_version_are_kept_off_a_public_index()
    {
        using var bed = new PythonBed { Version = "1.2.3+local" }.Hatch("demo", more: "classifiers = [\"Private :: Do Not Upload\"]", with: static p => p with { Destinations = EquatableArray.Of(new Destination("release", EquatableArray.Of("pypi"))) });
        bed.Repositories.Add(new Repository("pypi", RepositoryType.Pypi, "https://upload.pypi.org/legacy/", "https://upload.pypi.org/legacy/"));
        Assert.Empty(await bed.BuildAsync());
        Assert.Equal(["LEGION415", "LEGION416"], bed.Findings.Select(static f => f.Rule.Id));

        bed.Repositories[0] = bed.Repositories[0] with { Access = RepositoryAccess.Internal };
        await bed.BuildOneAsync();
    }

    [Fact]
    [Trips]
    public async Task Native_asked_for_where_it_cannot_be_is_an_error_with_the_reason()
    {
        using var bed = new PythonBed().Hatch("demo", more: "[tool.hatch.build.hooks.vcs]\nversion-file = \"x.py\"", with: static p => p with { Builder = PythonBuilder.Native });
        var finding = await bed.BuildWithErrorAsync();
        Assert.Equal("LEGION419", finding.Rule.Id);
        Assert.Contains("the build hook 'vcs' is a program", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_has_its_own_number_and_a_page_worth_reading()
    {
        var rules = typeof(PythonRules).GetFields().Select(static f => (Manifest.Diagnostics.Rule)f.GetValue(null)!).ToList();
        Assert.Equal(rules.Count, rules.Select(static r => r.Id).Distinct().Count());
        Assert.All(rules, static r =>
        {
            Assert.Matches("^LEGION4[0-9][0-9]$", r.Id);
            Assert.True(r.Description.Length > 60, r.Id);
        });
    }
}
