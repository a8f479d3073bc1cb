using Microsoft.Build.Utilities;

namespace Legion.Build.Tasks.Tests;

/// <summary>A value that a property does not take is reported with the values it takes, where it was set.</summary>
public sealed class CheckPropertiesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("legion-tasks-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [Trips("LEGION910")]
    [InlineData("acme.csproj")]
    [InlineData("Properties/PublishProfiles/release.pubxml")]
    [InlineData("../Directory.Build.props")]
    public void It_stands_where_it_was_set(string file)
    {
        var error = Error(Set(file), "LegionReport", "flase", "true|false");
        Assert.Equal("LEGION910", error.Code);
        Assert.Equal(Path.GetFullPath(Path.Combine(folder, "project", file)), error.File);
        Assert.Equal((3, 6), (error.LineNumber, error.ColumnNumber));
        Assert.Equal("LegionReport is 'flase'; it takes 'true' or 'false'; did you mean 'false'?", error.Message);
    }

    [Fact]
    [Trips("LEGION910")]
    public void On_a_command_line_it_stands_at_the_project()
    {
        var error = Error(Set("acme.csproj"), "LegionPythonFrontend", "ja", "build|uv|auto");
        Assert.Equal("LEGION910", error.Code);
        Assert.Equal((Path.Combine(folder, "project", "acme.csproj"), 0), (error.File, error.LineNumber));
        Assert.Equal("LegionPythonFrontend is 'ja'; it takes 'build', 'uv' or 'auto'.", error.Message);
    }

    [Fact]
    public void A_file_that_is_no_xml_hides_nothing()
    {
        Set("acme.csproj");
        File.WriteAllText(Path.Combine(folder, "project", "acme.csproj"), "<Project><");
        Assert.Equal("LEGION910", Error(Path.Combine(folder, "project"), "LegionReport", "flase", "true|false").Code);
    }

    private static Microsoft.Build.Framework.BuildErrorEventArgs Error(string project, string property, string value, string takes)
    {
        var engine = new RecordingEngine();
        var item = new TaskItem(property);
        item.SetMetadata("Value", value);
        item.SetMetadata("Takes", takes);
        Assert.False(new CheckProperties { BuildEngine = engine, Properties = [item], ProjectPath = Path.Combine(project, "acme.csproj") }.Execute());
        return Assert.Single(engine.Errors);
    }

    private string Set(string file)
    {
        var project = Path.Combine(folder, "project");
        foreach (var path in (string[])["acme.csproj", file])
        {
            var full = Path.GetFullPath(Path.Combine(project, path));
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, path == file ? "<Project>\n  <PropertyGroup>\n    <LegionReport>flase</LegionReport>\n  </PropertyGroup>\n</Project>\n" : "<Project />\n");
        }

        return project;
    }
}
