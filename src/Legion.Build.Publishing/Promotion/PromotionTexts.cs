using System.Text;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Publishing.Promotion;

/// <summary>What a build stamps into packages, and what becomes of it by a promotion: the version in its dialects, the addresses images are pulled from.</summary>
internal sealed class PromotionTexts
{
    private readonly (byte[] Tested, byte[] Promoted)[] stamps;

    /// <summary>The stamps of a promotion.</summary>
    /// <param name="manifest">The model.</param>
    /// <param name="source">The channel that was tested.</param>
    /// <param name="tested">Its version.</param>
    /// <param name="target">The channel promoted to.</param>
    /// <param name="promoted">Its version.</param>
    public PromotionTexts(DistributionManifest manifest, Channel source, VersionDialects tested, Channel target, VersionDialects promoted)
    {
        var places =
            from image in manifest.Images
            from before in Places(manifest, image, source)
            from after in Places(manifest, image, target)
            select (before, after);
        stamps = [.. new[] { (tested.SemVer, promoted.SemVer), (tested.OciTag, promoted.OciTag), (tested.Pep440, promoted.Pep440) }
            .Concat(places)
            .Distinct()
            .Select(static s => (Encoding.UTF8.GetBytes(s.Item1), Encoding.UTF8.GetBytes(s.Item2)))];
    }

    /// <summary>Whether two texts are equal but for stamps: where the tested one has a stamp, the promoted one has the same, or what becomes of it.</summary>
    /// <param name="before">Of the tested package.</param>
    /// <param name="after">Of the promoted package.</param>
    public bool AreEqual(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        while (before.Length > 0)
        {
            var (left, right) = Step(before, after);
            if (right < 0) return false;
            before = before[left..];
            after = after[right..];
        }

        return after.IsEmpty;
    }

    /// <summary>Whether two names are equal but for stamps.</summary>
    public bool AreEqual(string before, string after) => AreEqual(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after));

    private static IEnumerable<string> Places(DistributionManifest manifest, Image image, Channel channel) => image.Destinations
        .Where(d => d.Channel == channel.Name)
        .SelectMany(static d => d.Repositories)
        .Select(name => manifest.Repositories.First(r => r.Name == name).Pull.TrimEnd('/'));

    // How many bytes are passed on each side. Of several readings the longest holds: "1.0.0-rc.1" that stayed is not "1.0.0" and a rest.
    private (int Before, int After) Step(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var (left, right) = after.Length > 0 && before[0] == after[0] ? (1, 1) : (0, -1);
        foreach (var (tested, promoted) in stamps)
        {
            if (!before.StartsWith(tested)) continue;
            if (after.StartsWith(tested) && tested.Length > right) (left, right) = (tested.Length, tested.Length);
            if (after.StartsWith(promoted) && promoted.Length > right) (left, right) = (tested.Length, promoted.Length);
        }

        return (left, right);
    }
}
