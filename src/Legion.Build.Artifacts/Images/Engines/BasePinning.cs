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
            foreach (var flag in stage.Instructions.Select(static instruction => instruction.Flag("from")).Where(static flag => flag?.Value is not null))
            {
                if (plan.StageOf(flag!.Value!, stage.Index) is null && find(flag.Value!) is { } source) edits[flag.Span.Start] = (flag.Span, "--from=" + Pinned(source));
            }
        }

        var result = new StringBuilder();
        var at = 0;
        foreach (var (span, replacement) in edits.Values)
        {
            result.Append(text, at, span.Start - at).Append(replacement);
            at = span.Start + span.Length;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    private static string Pinned(EngineBase image) => image.IsOurs ? image.LocalName : Reference.Parse(image.Name).Name + "@" + image.Descriptor.Digest;
}
