namespace Legion.Build.Artifacts.Tests.Python;

public sealed class WholeProjectTests
{
    [Fact]
    [Spares("LEGION400", "LEGION401", "LEGION404", "LEGION405", "LEGION407", "LEGION408", "LEGION410", "LEGION411", "LEGION412", "LEGION414", "LEGION417", "LEGION418", "LEGION428", "LEGION431")]
    public async Task A_project_that_says_everything_as_it_should_be_said_has_no_findings()
    {
        using var bed = new PythonBed().Hatch("demo", more: """
            description = "One line"
            keywords = ["one", "two"]
            authors = [{ name = "A", email = "a@example.org" }]
            urls = { Home = "https://example.org/" }
            dependencies = ["requests >= 2", "x; python_version > '3'"]
            optional-dependencies = { a-b = ["six"] }
            scripts = { demo = "demo:main" }
            entry-points = { "demo.plugins" = { a = "demo:main" } }
            license = "Apache-2.0"
            license-files = ["LICENSE"]
            readme = "README.md"
            classifiers = ["Programming Language :: Python :: 3"]
            """);
        bed.File("LICENSE", "Apache\n").File("README.md", "# Demo\n").File("src/demo/Readme.txt", "a").File("tests/test_a.py", "");
        await bed.BuildOneAsync();
        Assert.Empty(bed.Findings);
    }
}
