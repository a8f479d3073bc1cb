using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Publishing.Running;

/// <summary>Tags made of a version.</summary>
internal static class TagTemplates
{
    /// <summary>Fills <c>${version}</c>, <c>${major}</c>, <c>${minor}</c>, <c>${patch}</c> and <c>${channel}</c>.</summary>
    public static string Fill(string template, VersionDialects version, Channel channel) => Fill(template, version.SemVer, channel);

    /// <summary>The tags that move to this version's images.</summary>
    public static IReadOnlyList<string> Floating(Channel channel, VersionDialects version) =>
        [.. channel.FloatingTags.Select(t => FillTag(t, version.SemVer, channel)).Where(t => t != version.OciTag).Distinct(StringComparer.Ordinal)];

    /// <summary>The newest version among tags that a floating tag should rather lead to than to the one published; null: there is none.</summary>
    /// <remarks>
    /// A tag such as <c>latest</c> or <c>1.2</c> leads to the newest version that fills its template and that the channel takes, whoever publishes
    /// what in which order: 1.2.3 published after 1.3.0 leaves <c>latest</c> where it is and takes <c>1.2</c>.
    /// </remarks>
    /// <param name="floating">The floating tag.</param>
    /// <param name="published">The version published.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="tags">What else stands beside it.</param>
    public static string? Newer(string floating, VersionDialects published, Channel channel, IEnumerable<string> tags)
    {
        if (!SemanticVersion.TryParse(published.SemVer, out var ours, out _)) return null;
        var templates = channel.FloatingTags.Where(t => FillTag(t, published.SemVer, channel) == floating).ToList();
        SemanticVersion? newest = null;
        foreach (var tag in tags)
        {
            if (!SemanticVersion.TryParse(tag.Replace('_', '+'), out var other, out _) || !channel.Versions.Takes(other)) continue;
            if (other <= ours || (newest is not null && other <= newest)) continue;
            if (templates.Exists(t => FillTag(t, other.ToString(), channel) == floating)) newest = other;
        }

        return newest?.ToString();
    }

    private static string FillTag(string template, string version, Channel channel) => Fill(template, version, channel).Replace('+', '_');

    private static string Fill(string template, string version, Channel channel)
    {
        var core = version.Split('-', '+')[0].Split('.');
        return template
            .Replace("${version}", version, StringComparison.Ordinal)
            .Replace("${major}", core[0], StringComparison.Ordinal)
            .Replace("${minor}", core[1], StringComparison.Ordinal)
            .Replace("${patch}", core[2], StringComparison.Ordinal)
            .Replace("${channel}", channel.Name, StringComparison.Ordinal);
    }
}
