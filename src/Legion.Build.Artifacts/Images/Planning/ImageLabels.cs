using System.Globalization;

using Legion.Build.Manifest.Model;
using Legion.Build.Oci;

namespace Legion.Build.Artifacts.Images.Planning;

/// <summary>The labels every image gets (image-spec, annotations.md).</summary>
internal static class ImageLabels
{
    /// <summary>The labels known from the manifest and the version; a Dockerfile's own go before them.</summary>
    /// <param name="image">The image.</param>
    /// <param name="build">The build.</param>
    /// <param name="options">How images are built.</param>
    public static IReadOnlyDictionary<string, string> Of(Image image, BuildContext build, ImageOptions options)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Annotations.Title] = image.Name,
            [Annotations.Version] = build.Version.SemVer,
        };
        if (image.Description is { Length: > 0 } description) labels[Annotations.Description] = description;
        if (build.Manifest.Source is { Length: > 0 } source) labels[Annotations.Source] = source;
        if (options.Revision is { Length: > 0 } revision) labels[Annotations.Revision] = revision;
        if (Created(build) is { } created) labels[Annotations.Created] = created;
        return labels;
    }

    /// <summary>SOURCE_DATE_EPOCH as RFC 3339; null when it is not set.</summary>
    /// <param name="build">The build.</param>
    public static string? Created(BuildContext build) => build.SourceDateEpoch is { } epoch
        ? DateTimeOffset.FromUnixTimeSeconds(epoch).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : null;

    /// <summary>The labels the Dockerfile sets itself in the stages that lead to its target.</summary>
    /// <param name="plan">The plan.</param>
    public static IReadOnlySet<string> Own(DockerfilePlan plan)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        for (int? index = plan.Target; index is { } i; index = plan.Stages[i].BaseStage)
        {
            foreach (var pair in plan.Stages[i].Instructions.Where(static instruction => instruction.Keyword == "LABEL").SelectMany(static instruction => instruction.Pairs))
            {
                own.Add(pair.Name.Trim('"', '\''));
            }
        }

        return own;
    }
}
