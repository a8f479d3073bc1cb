using System.Text.RegularExpressions;
using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Readme;

/// <summary>The README, taken apart.</summary>
internal static partial class ReadmeText
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");

    public static IReadOnlyList<ReadmeBlock> Blocks { get; } = Read().ToList();

    /// <summary>Text without its blocks.</summary>
    public static string Prose { get; } = Fence().Replace(Text, "");

    /// <summary>Commands that stand between backticks.</summary>
    public static IReadOnlyList<string> InlineCommands { get; } = [.. Inline().Matches(Prose).Select(static m => m.Groups["command"].Value).Distinct(StringComparer.Ordinal)];

    public static IReadOnlyList<ReadmeBlock> ProvenBy(BlockProof proof)
    {
        var blocks = Blocks.Where(b => b.Proof == proof).ToList();
        Assert.NotEmpty(blocks);
        return blocks;
    }

    private static IEnumerable<ReadmeBlock> Read()
    {
        var (section, language, start) = ("", (string?)null, 0);
        var lines = Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                if (language is null) (language, start) = (lines[i][3..].Trim(), i);
                else
                {
                    yield return new(section, language, start + 1, string.Concat(lines[(start + 1)..i].Select(static l => l + "\n")));
                    language = null;
                }
            }
            else if (language is null && lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                section = lines[i][3..];
            }
        }

        Assert.True(language is null, $"README.md({start + 1}): the block is not closed");
    }

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex("`(?<command>dotnet [^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inline();
}
