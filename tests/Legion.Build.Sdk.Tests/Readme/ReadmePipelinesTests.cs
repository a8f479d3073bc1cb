using System.Text.RegularExpressions;
using Legion.Build.Sdk.Tests.Running;
using YamlDotNet.RepresentationModel;

namespace Legion.Build.Sdk.Tests.Readme;

/// <summary>The README's CI files: well-formed, and their commands run in their order, into rehearsed repositories.</summary>
public sealed partial class ReadmePipelinesTests(PackedSdk sdk) : IDisposable
{
    /// <summary>What each service sets, and where nothing but a folder is published to.</summary>
    private readonly Dictionary<string, string?> environment = new(StringComparer.Ordinal)
    {
        ["GITHUB_RUN_NUMBER"] = "7",
        ["GITHUB_REF_NAME"] = "v1.0.0",
        ["CI_PIPELINE_IID"] = "7",
        ["CI_COMMIT_TAG"] = "v1.0.0",
        ["BUILD_NUMBER"] = "7",
        ["TAG_NAME"] = "v1.0.0",
        ["LegionRehearseTo"] = "rehearsal",
    };

    private readonly Workspace work = new(sdk);

    public void Dispose() => work.Dispose();

    [Theory]
    [InlineData("jobs:", 3)]
    [InlineData("script:", 3)]
    [InlineData("pipeline {", 2)]
    public void The_commands_of_a_pipeline_run_in_their_order(string mark, int count)
    {
        var block = Assert.Single(ReadmeText.ProvenBy(BlockProof.Pipeline), b => b.Text.Contains(mark, StringComparison.Ordinal));
        var commands = block.Language == "yaml" ? Commands(block.Text).ToList() : JenkinsCommands(block.Text);
        Assert.Equal(count, commands.Count);
        work.WritePlatform();
        work.WriteProject(properties: "");
        environment["GITHUB_STEP_SUMMARY"] = work["job.md"];
        foreach (var command in commands)
        {
            var result = work.Shell(work.Root, command, environment);
            Assert.True(result.ExitCode == 0, $"{block}: '{command}':\n{result.Output}");
        }

        Assert.Contains(commands, static c => c.StartsWith("dotnet build ", StringComparison.Ordinal));
        Assert.NotEmpty(Directory.EnumerateFiles(work["rehearsal"], "acme-1.0.0*.whl", SearchOption.AllDirectories));
        if (mark == "jobs:") Assert.Contains("| image | web |", File.ReadAllText(work["job.md"]), StringComparison.Ordinal);
        if (mark == "script:") Assert.True(File.Exists(work["artifacts/plan.json"]));
    }

    [Fact]
    public void There_is_a_pipeline_for_each_of_the_three_services() => Assert.Equal(3, ReadmeText.ProvenBy(BlockProof.Pipeline).Count);

    /// <summary>The commands of GitHub's <c>run</c> and GitLab's <c>script</c>.</summary>
    private static IEnumerable<string> Commands(string yaml)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(yaml);
        stream.Load(reader);
        return Assert.Single(stream.Documents).AllNodes.OfType<YamlMappingNode>().SelectMany(static m => m.Children)
            .Where(static p => p.Key is YamlScalarNode { Value: "run" or "script" })
            .SelectMany(static p => p.Value is YamlSequenceNode list ? list.Children.Select(static c => ((YamlScalarNode)c).Value!) : [((YamlScalarNode)p.Value).Value!]);
    }

    /// <summary>The commands of Jenkins' <c>sh</c> steps; no parser of Groovy is to be had without a Java, so that brackets are counted.</summary>
    private static List<string> JenkinsCommands(string groovy)
    {
        var open = new Stack<char>();
        foreach (var c in Quoted().Replace(groovy, "''"))
        {
            if (c is '{' or '(' or '[') open.Push(c);
            else if (c is '}' or ')' or ']') Assert.Equal(c switch { '}' => '{', ')' => '(', _ => '[' }, open.Pop());
        }

        Assert.Empty(open);
        return [.. Step().Matches(groovy).Select(static m => m.Groups["command"].Value)];
    }

    [GeneratedRegex("'[^'\n]*'", RegexOptions.ExplicitCapture, 120_000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bsh '(?<command>[^']+)'", RegexOptions.ExplicitCapture, 120_000)]
    private static partial Regex Step();
}
