using System.Text;

using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Oci;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>Replaces the images a Dockerfile names by what they meant when its fingerprint was taken.</summary>
internal static class BasePinning
{
    /// <summary>Replaces them, and nothing else.</summary>
    /// <param name="text">The Dockerfile's text, as it was planned.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="find">What a name means; null: it stays.</param>
    public static string Apply(string text, DockerfilePlan plan, Func<string, EngineBase?> find)
    {
        var edits = new SortedDictionary<int, (SourceSpan Span, string Text)>();
        foreach (var stage in plan.Stages.Where(stage => plan.Reachable.Contains(stage.Index)))
        {
            if (stage.Base is { } name && find(name) is { } image) edits[stage.From.Arguments[0].Span.Start] = (stage.From.Arguments[0].Span, Pinned(image));
            string? Meant(string from) => plan.StageOf(from, stage.Index) is null && find(from) is { } source ? Pinned(source) : null;
            foreach (var flag in stage.Instructions.SelectMany(static instruction => instruction.Flags).Where(static flag => flag.Value is not null))
            {
                if (flag.Name == "from" && Meant(flag.Value!) is { } source) edits[flag.Span.Start] = (flag.Span, "--from=" + source);
                if (flag.Name == "mount" && flag.Value!.Split(',') is var options && Array.FindIndex(options, static option => option.StartsWith("from=", StringComparison.Ordinal)) is >= 0 and var at && Meant(options[at][5..]) is { } mounted)
                {
                    options[at] = "from=" + mounted;
                    edits[flag.Span.Start] = (flag.Span, "--mount=" + string.Join(',', options));
                }
            }
        }

        var result = new StringBuilder();
        var copied = 0;
        foreach (var (span, replacement) in edits.Values)
        {
            result.Append(text, copied, span.Start - copied).Append(replacement);
            copied = span.Start + span.Length;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    private static string Pinned(EngineBase image) => image.IsGiven ? image.LocalName : Reference.Parse(image.Name).Name + "@" + image.Descriptor.Digest;
}
