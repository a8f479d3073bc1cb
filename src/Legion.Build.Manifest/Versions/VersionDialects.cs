using System.Diagnostics.CodeAnalysis;

namespace Legion.Build.Manifest.Versions;

/// <summary>One version in the dialects of the three worlds it is published to.</summary>
/// <remarks>
/// The map is total or an error, and keeps order: of two versions, the one that SemVer puts first is also first after PEP 440.
/// <list type="table">
/// <listheader><term>SemVer (charts)</term><description>PEP 440 (Python), OCI tag (images)</description></listheader>
/// <item><term><c>1.2.3</c></term><description><c>1.2.3</c>, <c>1.2.3</c></description></item>
/// <item><term><c>1.2.3-5</c></term><description><c>1.2.3.dev5</c>, <c>1.2.3-5</c></description></item>
/// <item><term><c>1.2.3-alpha.4</c></term><description><c>1.2.3a4</c>, <c>1.2.3-alpha.4</c></description></item>
/// <item><term><c>1.2.3-alpha.4.7</c></term><description><c>1.2.3a4.post7</c>, <c>1.2.3-alpha.4.7</c>; so for beta and rc</description></item>
/// <item><term><c>1.2.3-beta.4</c></term><description><c>1.2.3b4</c>, <c>1.2.3-beta.4</c></description></item>
/// <item><term><c>1.2.3-dev.4</c></term><description><c>1.2.3rc0.dev4</c>, <c>1.2.3-dev.4</c></description></item>
/// <item><term><c>1.2.3-rc.4</c></term><description><c>1.2.3rc4</c>, <c>1.2.3-rc.4</c></description></item>
/// <item><term><c>…+Build-007</c></term><description><c>…+build.7</c>, <c>…_Build-007</c></description></item>
/// </list>
/// <c>dev</c> becomes <c>rc0.dev</c> because SemVer compares words by their letters (alpha, beta, dev, rc), while PEP 440's own
/// <c>.dev</c> is below every <c>a</c>: there it stands for SemVer's number alone, which is below every word. An error is what has no form
/// that keeps the order: <c>rc10</c> (below <c>rc9</c> in SemVer), <c>rc</c> (one with <c>rc.0</c> in PEP 440), other words, further parts.
/// </remarks>
/// <param name="SemVer">SemVer 2.0.0, for charts: <c>1.2.3-rc.1+build.5</c>.</param>
/// <param name="Pep440">PEP 440 in normal form, for Python: <c>1.2.3rc1+build.5</c>.</param>
/// <param name="OciTag">OCI tag, for images: <c>1.2.3-rc.1_build.5</c>.</param>
public sealed partial record VersionDialects(string SemVer, string Pep440, string OciTag)
{
    /// <summary>The greatest length of a tag (OCI distribution specification 1.1).</summary>
    private const int LongestTag = 128;

    /// <summary>Maps a version to its dialects.</summary>
    /// <param name="version">SemVer 2.0.0.</param>
    /// <param name="dialects">The dialects, when there are some.</param>
    /// <param name="error">Else why not and what to write instead, as the end of a sentence.</param>
    public static bool TryCreate(string version, [NotNullWhen(true)] out VersionDialects? dialects, [NotNullWhen(false)] out string? error)
    {
        dialects = null;
        if (!SemanticVersion.TryParse(version, out var parsed, out error)) return false;
        if (Versions.Pep440.From(parsed, out error) is not { } pep440)
        {
            error ??= "it has no PEP 440 form";
            return false;
        }

        if (version.Length > LongestTag)
        {
            error = "it is longer than the 128 characters of an image's tag";
            return false;
        }

        // '+' is the one character of SemVer that no tag takes, '_' the one of tags that no SemVer has (Helm maps the same way).
        dialects = new(version, pep440, version.Replace('+', '_'));
        error = null;
        return true;
    }
}
