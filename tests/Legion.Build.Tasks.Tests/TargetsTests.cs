using System.Reflection;
using System.Xml.Linq;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks.Tests;

/// <summary>The targets and the tasks are two files of one thing; these keep them together.</summary>
public sealed class TargetsTests
{
    private static readonly string Folder = Path.Combine(
        typeof(TargetsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!, "sdk", "Legion.Build.Sdk");

    public static TheoryData<string> Tasks => [.. TaskTypes().Select(static t => t.Name)];

    [Theory]
    [InlineData("LEGION900", "$(LegionMSBuildVersion)")]
    [InlineData("LEGION901", "$(LegionManifest)")]
    [InlineData("LEGION907", "")]
    public void Errors_that_targets_report_have_the_words_of_their_rules(string id, string argument)
    {
        var rule = SdkRules.All.Single(r => r.Id == id);
        var error = Elements("Error").Single(e => (string?)e.Attribute("Code") == id);
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, rule.MessageFormat, argument), (string?)error.Attribute("Text"));
        Assert.Equal(rule.HelpLink, (string?)error.Attribute("HelpLink"));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Every_task_is_used_and_given_only_parameters_it_has(string name)
    {
        var type = TaskTypes().Single(t => t.Name == name);
        Assert.Single(Elements("UsingTask"), e => (string?)e.Attribute("TaskName") == type.FullName);
        var uses = Elements(name).ToList();
        Assert.NotEmpty(uses);
        var parameters = type.GetProperties().Where(static p => p.SetMethod is { IsPublic: true }).ToDictionary(static p => p.Name, StringComparer.Ordinal);
        foreach (var use in uses)
        {
            Assert.All(use.Attributes().Select(static a => a.Name.LocalName).Except(["Condition", "ContinueOnError"]), a => Assert.Contains(a, parameters));
            Assert.All(parameters.Values.Where(static p => p.GetCustomAttribute<RequiredAttribute>() is not null), p => Assert.NotNull(use.Attribute(p.Name)));
            Assert.All(use.Elements("Output"), o => Assert.NotNull(parameters[(string)o.Attribute("TaskParameter")!].GetCustomAttribute<OutputAttribute>()));
        }
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Every_task_may_share_its_process_and_can_be_stopped_where_it_works_long(string name)
    {
        var type = TaskTypes().Single(t => t.Name == name);
        Assert.Contains(type.GetCustomAttributesData(), static a => a.AttributeType.FullName == "Microsoft.Build.Framework.MSBuildMultiThreadableTaskAttribute");
        Assert.True(typeof(ICancelableTask).IsAssignableFrom(type) || type == typeof(CheckConstants) || type == typeof(CheckProperties) || typeof(StandingBuildTask).IsAssignableFrom(type));
    }

    [Fact]
    public void Every_property_that_a_task_takes_as_true_or_false_is_checked_before()
    {
        var checkedFirst = Elements("_LegionWrongProperty").Select(static e => (string)e.Attribute("Include")!).ToHashSet(StringComparer.Ordinal);
        var given =
            from type in TaskTypes()
            from parameter in type.GetProperties()
            where parameter.PropertyType == typeof(bool) && parameter.SetMethod is { IsPublic: true } && parameter.GetCustomAttribute<OutputAttribute>() is null
            from value in Elements(type.Name).Select(e => (string?)e.Attribute(parameter.Name))
            where value is not null && value.StartsWith("$(Legion", StringComparison.Ordinal)
            select value[2..^1];
        Assert.All(given, name => Assert.Contains(name, checkedFirst));
        Assert.Contains("LegionPythonCompare", checkedFirst);
    }

    [Fact]
    public void Every_property_that_decides_what_is_made_is_a_fact_of_the_remembered_build()
    {
        string[] stations = [nameof(CheckManifest), nameof(BuildImages), nameof(BuildCharts), nameof(BuildPython), nameof(WriteRecord), nameof(WriteDocs), nameof(WriteReport)];
        // They name the manifest and places, which the task adds itself, or only what is said at the end.
        string[] others = ["MSBuildProjectName", "LegionManifest", "LegionOutputPath", "LegionIntermediatePath", "_LegionBuildHints", "_LegionItemsPath", "_LegionItemsStamp"];
        var facts = string.Concat(Elements("_LegionFacts").Select(static e => e.Value));
        var used = stations.SelectMany(Elements).SelectMany(static e => e.Attributes()).Where(static a => a.Name.LocalName is not ("Condition" or "ContinueOnError"))
            .Select(static a => a.Value).Where(static v => v.StartsWith("$(", StringComparison.Ordinal) || v.StartsWith("@(", StringComparison.Ordinal)).Select(static v => v[2..^1]).ToHashSet(StringComparer.Ordinal);
        Assert.True(used.Count > 15);
        Assert.All(used.Except(others), name => Assert.Contains("(" + name + ")", facts, StringComparison.Ordinal));
    }

    private static IEnumerable<Type> TaskTypes() => typeof(CheckManifest).Assembly.GetTypes().Where(static t => t is { IsPublic: true, IsAbstract: false } && typeof(ITask).IsAssignableFrom(t));

    private static IEnumerable<XElement> Elements(string name) =>
        Directory.GetFiles(Path.Combine(Folder, "targets"), "*.targets").SelectMany(f => XDocument.Load(f).Descendants(name));
}
