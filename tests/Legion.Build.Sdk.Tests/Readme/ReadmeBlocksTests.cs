using Legion.Build.Manifest.Reading;
using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Readme;

/// <summary>Every block of the README is proven by something; those that need no build are proven here.</summary>
public sealed class ReadmeBlocksTests
{
    [Fact]
    public void Every_block_is_proven_by_a_test()
    {
        Assert.True(ReadmeText.Blocks.Count > 20);
        Assert.Empty(ReadmeText.Blocks.Where(static b => b.Proof is null).Select(static b => b.ToString()));
    }

    [Fact]
    public void The_commands_of_a_fresh_clone_are_the_two_that_CI_runs()
    {
        var commands = ReadmeText.ProvenBy(BlockProof.SetUp).SelectMany(static b => b.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(["dotnet build samples/legion", "dotnet test"], commands);
        var script = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));
        Assert.All(commands, command => Assert.Contains(command, script, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_manifest_is_read_without_a_finding()
    {
        foreach (var block in ReadmeText.ProvenBy(BlockProof.Manifest)) AssertReads(block, block.Text);
    }

    [Fact]
    public void Every_recipe_is_read_without_a_finding_in_place_of_a_manifests_own_parts()
    {
        var whole = Parts(ReadmeText.ProvenBy(BlockProof.Manifest)[0].Text);
        foreach (var block in ReadmeText.ProvenBy(BlockProof.Recipe))
        {
            var parts = Parts(block.Text);
            Assert.All(parts.Keys, key => Assert.Contains(key, whole));
            AssertReads(block, string.Concat(whole.Keys.Select(key => parts.TryGetValue(key, out var part) ? part : whole[key])));
        }
    }

    [Fact]
    public void What_the_drawing_of_the_repository_names_is_there()
    {
        var named = ReadmeText.ProvenBy(BlockProof.Drawing).SelectMany(static b => b.Text.Split(' ', '\n')).Select(static w => w.TrimEnd(':', ',')).Where(static w => w.StartsWith("src/", StringComparison.Ordinal) || w.StartsWith("sdk/", StringComparison.Ordinal)).ToList();
        Assert.True(named.Count > 5);
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    private static void AssertReads(ReadmeBlock block, string manifest) =>
        Assert.Empty(ManifestReader.Read(manifest, "distributions.yaml").Diagnostics.Select(d => $"{block}: line {d.Location.Span.StartLine + 1}: {d.Rule.Id}: {d.Message}"));

    /// <summary>The text of each key of the first level, in order.</summary>
    private static Dictionary<string, string> Parts(string yaml)
    {
        var (parts, key) = (new Dictionary<string, string>(StringComparer.Ordinal), "");
        foreach (var line in yaml.Split('\n').Where(static l => l.Length > 0))
        {
            if (char.IsAsciiLetter(line[0])) key = line[..line.IndexOf(':', StringComparison.Ordinal)];
            if (key.Length > 0) parts[key] = parts.GetValueOrDefault(key, "") + line + "\n";
        }

        return parts;
    }
}
