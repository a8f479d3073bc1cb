using System.Text;
using Legion.Build.Artifacts.Python.Backends;
using Legion.Build.Artifacts.Python.Checks;
using Legion.Build.Artifacts.Python.Layouts;
using Legion.Build.Artifacts.Python.Metadata;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Artifacts.Python.Requirements;
using Legion.Build.Artifacts.Python.Stamping;
using Legion.Build.Artifacts.Python.Wheels;

namespace Legion.Build.Artifacts.Tests.Python;

public sealed class PartsTests
{
    [Fact]
    public void A_wheels_own_RECORD_is_the_one_at_its_top()
    {
        static WheelEntry Entry(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
        List<WheelEntry> files = [Entry("demo/_vendor/a-1.dist-info/RECORD", "a.py,,\n"), Entry("demo/_vendor/a-1.dist-info/RECORD.jws", "{}"), Entry("demo-1.dist-info/RECORD.jws", "{}")];
        var record = Entry("demo-1.dist-info/RECORD", WheelRecord.Write("demo-1.dist-info/RECORD", files[..2]));
        Assert.Null(WheelRecord.FindProblem([.. files, record]));
        Assert.Equal("its RECORD does not list 'demo.py'", WheelRecord.FindProblem([.. files, record, Entry("demo.py", "")]));
        Assert.Equal("it has no RECORD", WheelRecord.FindProblem(files));

        using var wheel = new MemoryStream();
        Repacker.WriteWheel(wheel, [.. files, record], 315_532_800);
        Assert.Equal(["demo/_vendor/a-1.dist-info/RECORD", "demo/_vendor/a-1.dist-info/RECORD.jws", "demo-1.dist-info/RECORD.jws", "demo-1.dist-info/RECORD"], Repacker.ReadWheel(wheel).Select(static e => e.Path));
    }

    [Theory]
    [InlineData("Friendly-Bard", "friendly-bard")]
    [InlineData("FRIENDLY__bard", "friendly-bard")]
    [InlineData("friendly.-_bard", "friendly-bard")]
    public void Names_are_compared_as_pep_503_says(string name, string normal) => Assert.Equal(normal, PackageName.Normalize(name));

    [Theory]
    [InlineData("name", "name")]
    [InlineData("Name [b , a] >= 1.0 , <2", "Name[a,b]>=1.0,<2")]
    [InlineData("name @ https://example.org/a;b ; os_name == 'nt'", "name @ https://example.org/a;b ; os_name == \"nt\"")]
    [InlineData("name (>=2)", "name>=2")]
    [InlineData("n; python_version<'3' and (os_name=='a' or os_name=='b')", "n; python_version < \"3\" and (os_name == \"a\" or os_name == \"b\")")]
    [InlineData("n; 'linux' in sys_platform or platform.machine not in \"x\"", "n; \"linux\" in sys_platform or platform_machine not in \"x\"")]
    [InlineData("n~=1.4.2,!=1.5.*,===odd", "n~=1.4.2,!=1.5.*,===odd")]
    public void Requirements_are_read_as_pep_508_says(string text, string normal) => Assert.Equal(normal, Requirement.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-name")]
    [InlineData("name >")]
    [InlineData("name ~=1")]
    [InlineData("name >=1.*")]
    [InlineData("name[a")]
    [InlineData("name; python_version")]
    [InlineData("name; python_version > '3' and")]
    [InlineData("name 1.0")]
    public void What_is_no_requirement_is_refused(string text) => Assert.Throws<RequirementException>(() => Requirement.Parse(text));

    [Fact]
    public void An_extras_condition_keeps_the_parentheses_that_or_needs() =>
        Assert.Equal("n; (os_name == \"a\" or os_name == \"b\") and extra == \"x\"", Requirement.Parse("n; os_name=='a' or os_name=='b'").ForExtra("x").ToString());

    [Theory]
    [InlineData("", true)]
    [InlineData(">=3.8", false)]
    [InlineData(">=2.7, !=3.0.*, !=3.1.*", true)]
    [InlineData("~=3.6", false)]
    [InlineData("<4", true)]
    public void A_wheel_is_tagged_for_python_2_only_where_it_is_let_in(string requires, bool admits) => Assert.Equal(admits, VersionSpecifier.AdmitsMajor(requires, 2));

    [Theory]
    [InlineData("*.pyc", "a/b.pyc", true)]
    [InlineData("/build", "build/x", true)]
    [InlineData("/build", "src/build/x", false)]
    [InlineData("build/", "src/build/x", true)]
    [InlineData("build/", "build", false)]
    [InlineData("docs/*.md", "docs/a/b.md", false)]
    [InlineData("**/x/**", "a/x/b/c", true)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("*.txt\n!keep.txt", "keep.txt", false)]
    [InlineData("data/\n!data/keep.txt", "data/keep.txt", false)]
    [InlineData("# c\n\n\\#x", "#x", true)]
    [InlineData("[ab].py", "b.py", true)]
    [InlineData("[!ab].py", "b.py", false)]
    public void Ignore_patterns_match_as_gits_do(string patterns, string path, bool matches) => Assert.Equal(matches, new IgnoreList(patterns.Split('\n')).Matches(path.Split('/')));

    [Theory]
    [InlineData("LICEN[CS]E*", "LICENSE.txt", true)]
    [InlineData("*", ".hidden", false)]
    [InlineData("data/**/*.json", "data/a/b/c.json", true)]
    [InlineData("data/**", "data/a/.b/c", false)]
    [InlineData("*.py", "a/b.py", false)]
    public void Globs_match_as_pythons_do(string pattern, string path, bool matches) => Assert.Equal(matches, new GlobPattern(pattern).Matches(path));

    [Theory]
    [InlineData("mit or apache-2.0", "MIT OR Apache-2.0")]
    [InlineData("(MIT) and GPL-2.0-only with classpath-exception-2.0", "(MIT) AND GPL-2.0-only WITH Classpath-exception-2.0")]
    [InlineData("LicenseRef-Own", "LicenseRef-Own")]
    [InlineData("GPL-3.0-or-later OR", null)]
    [InlineData("MIT Apache-2.0", null)]
    [InlineData("(MIT", null)]
    public void License_expressions_are_normalised_or_refused(string text, string? normal) => Assert.Equal(normal, LicenseExpression.Normalize(text, out _, out _));

    [Theory]
    [InlineData("\"\"\"Summary.\n\nMore.\"\"\"\nx = 1", "Summary.")]
    [InlineData("# coding: utf-8\n\n'one line'\n", "one line")]
    [InlineData("x = 1\n", null)]
    [InlineData("'a' 'b'\n", null)]
    [InlineData("\"esc\\u00e9\"\n", null)]
    public void A_docstrings_first_line_is_read_where_it_takes_no_python(string source, string? line) => Assert.Equal(line, PythonSource.FirstDocLine(source));

    [Theory]
    [InlineData("__version__ = \"0.1\"\n", "__version__ = \"9\"\n")]
    [InlineData("import x\nVERSION: str = '1'  # c\n", "import x\nVERSION: str = '9'  # c\n")]
    [InlineData("  version='0.1',\n", "  version='9',\n")]
    [InlineData("[metadata]\nname = x\nversion = 0.1\n", "[metadata]\nname = x\nversion = 9\n")]
    [InlineData("{\n  \"version\": \"1\"\n}", "{\n  \"version\": \"9\"\n}")]
    [InlineData("1.0.dev3\n", "9\n")]
    [InlineData("nothing here\n", null)]
    public void A_version_is_stamped_where_it_stands(string text, string? stamped) => Assert.Equal(stamped, VersionStamp.Apply(text, "9"));

    [Theory]
    [InlineData("Long title\n=====\n\nText", "shorter")]
    [InlineData("See :ref:`x`.", "role 'ref'")]
    [InlineData(".. toctree::\n\n   a", "directive 'toctree'")]
    [InlineData(".. include:: x.rst", "switched off")]
    [InlineData("", "empty")]
    [InlineData("Title\n=====\n\n.. code-block:: python\n\n   .. toctree::\n\n``:ref:`x``` and :pep:`440`.\n\n+---+---+\n| a | b |\n+---+---+\n", null)]
    public void A_restructured_readme_with_sphinx_in_it_is_found_out(string text, string? problem)
    {
        var found = ReadmeCheck.FindProblems(text, "text/x-rst");
        if (problem is null) Assert.Empty(found);
        else Assert.Contains(problem, found[0].Message, StringComparison.Ordinal);
        Assert.Empty(text.Length == 0 ? [] : ReadmeCheck.FindProblems(text, "text/markdown"));
    }

    [Fact]
    public void Metadata_survives_writing_and_reading_and_becomes_upload_fields()
    {
        var metadata = CoreMetadata.Parse("Metadata-Version: 2.1\nName: x\nVersion: 1\nLicense: one\n        two\n\n        three\nClassifier: A\nClassifier: B\nProject-URL: H, https://h/\n\n# Readme\n\nText\n");
        Assert.Equal("one\ntwo", metadata.First("license"));
        var whole = CoreMetadata.Parse("Metadata-Version: 2.1\nName: x\nVersion: 1\nClassifier: A\nClassifier: B\nRequires-Dist: y\nProject-URL: H, https://h/\n\n# Readme\n\nText\n");
        Assert.Equal(whole, CoreMetadata.Parse(whole.ToString()));
        Assert.Equal("# Readme\n\nText\n", whole.Description);
        Assert.Equal(
            ["metadata_version=2.1", "name=x", "version=1", "classifiers=A", "classifiers=B", "requires_dist=y", "project_urls=H, https://h/", "description=# Readme\n\nText\n"],
            whole.ToUploadFields().Select(static f => $"{f.Key}={f.Value}"));
    }
}
