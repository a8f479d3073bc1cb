using Legion.Build.Manifest.Model;

namespace Legion.Build.Manifest.Versions;

/// <summary>Which versions a channel takes.</summary>
public static class VersionPolicies
{
    /// <summary>True when a channel with this policy takes the version.</summary>
    /// <param name="policy">The channel's policy.</param>
    /// <param name="version">The version.</param>
    public static bool Takes(this VersionPolicy policy, SemanticVersion version) => policy switch
    {
        VersionPolicy.Stable => version.IsStable,
        VersionPolicy.Prerelease => !version.PreRelease.IsEmpty && version.Build.Length == 0,
        _ => true,
    };

    /// <summary>True when a channel with this policy takes the version; false for what is no version.</summary>
    /// <param name="policy">The channel's policy.</param>
    /// <param name="version">SemVer 2.0.0.</param>
    public static bool Takes(this VersionPolicy policy, string version) => SemanticVersion.TryParse(version, out var parsed, out _) && policy.Takes(parsed);
}
