using Legion.Build.Artifacts.Charts.Index;
using Legion.Build.Publishing.Plans;

namespace Legion.Build.Publishing.Repositories.Charts;

/// <summary>What publishers ask of an index.yaml.</summary>
internal static class ChartIndexFile
{
    /// <summary>The digest an index gives for a version; null when it does not list it.</summary>
    public static string? Find(byte[] index, ReleaseItem item, PublishContext context)
    {
        if (index.Length == 0) return null;
        var listed = new ChartIndexEditor(index, "index.yaml", static _ => { }).Versions(item.Name).FirstOrDefault(v => v.Version == item.Version);
        if (listed is null) return null;
        if (listed.Digest.Length == 0) context.Log.Message(Artifacts.BuildMessageLevel.Detail, item.Name, $"the index lists {item.Version} without a digest");
        return "sha256:" + listed.Digest;
    }

    /// <summary>The files an index lists for a version of a chart; one that is listed twice comes twice.</summary>
    public static IReadOnlyList<string> List(byte[] index, string name, string version) => index.Length == 0 ? [] :
        [.. new ChartIndexEditor(index, "index.yaml", static _ => { }).Versions(name)
            .Where(v => v.Version == version)
            .SelectMany(static v => v.Urls)
            .Select(static url => Uri.UnescapeDataString(url[(url.LastIndexOf('/') + 1)..]))];

    /// <summary>Adds charts to an index.</summary>
    /// <exception cref="PublishException">Other bytes are listed, or the index cannot be read.</exception>
    public static byte[] Add(byte[] index, IReadOnlyList<ChartPackage> packages, bool mayReplace, PublishContext context)
    {
        var findings = new List<string>();
        var editor = new ChartIndexEditor(index, "index.yaml", f => findings.Add(f.Message));
        foreach (var package in packages)
        {
            switch (editor.Add(package.Entry(context.Environment.Time), mayReplace))
            {
                case ChartIndexChange.Refused:
                    var there = editor.Versions(package.Form.Metadata.Name).First(v => v.Version == package.Form.Metadata.Version).Digest;
                    throw new PublishException(PublishFailure.Conflict, "sha256:" + there);
                case ChartIndexChange.Unreadable:
                    throw new PublishException(PublishFailure.Protocol, "index.yaml: " + string.Join(" ", findings));
                default:
                    break;
            }
        }

        return editor.Content.ToArray();
    }
}
