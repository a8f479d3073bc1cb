using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts;

/// <content>Rules of dependencies, provenance and indexes: 280 to 299.</content>
public static partial class ChartRules
{
    /// <summary>A lock file is out of sync.</summary>
    public static readonly Rule LockOutOfSync = Error(
        280,
        "A lock file is out of sync",
        "The lock file ({0}) is out of sync with the dependencies ({1}). Run the build with LegionChartDependencies=update, or 'helm dependency update'.",
        "The lock's digest covers the dependencies as they were when it was written. A build takes what is locked; it never picks other versions silently.");

    /// <summary>A dependency has no matching version.</summary>
    public static readonly Rule DependencyUnresolved = Error(
        281,
        "A dependency has no matching version",
        "No version of '{0}' in {1} satisfies '{2}'{3}. Change the range in Chart.yaml to one that a version there satisfies.",
        "Make sure a matching version exists in the repository, or change the range in Chart.yaml.");

    /// <summary>A dependency cannot be fetched.</summary>
    public static readonly Rule DependencyFetch = Error(
        282,
        "A dependency cannot be fetched",
        "'{0}' cannot be fetched from {1}: {2}. Check the address and the network, or put the chart into charts/ and build with LegionChartDependencies=off.",
        "The repository did not answer, refused, or sent something else than what the index promises.");

    /// <summary>A dependency has another digest.</summary>
    public static readonly Rule DependencyDigest = Error(
        283,
        "A dependency has another digest",
        "'{0}' from {1} has the digest {2}, but {3} says {4}. It is not used: ask who keeps the repository, or take another version.",
        "The bytes are not the ones that were promised; they are not used.");

    /// <summary>The repository of a dependency is unknown.</summary>
    public static readonly Rule DependencyRepository = Error(
        284,
        "The repository of a dependency is unknown",
        "The repository '{0}' of '{1}' is unknown: {2}. Write a URL (https://…, oci://…, file://…) or '@NAME' of a repository of distributions.yaml.",
        "'repository' is file://FOLDER, an http(s) URL, oci://REGISTRY/PATH, '@NAME' or 'alias:NAME' of a repository of distributions.yaml, or empty for a chart in charts/.");

    /// <summary>A fetched chart has another name.</summary>
    public static readonly Rule DependencyName = Error(
        285,
        "A fetched chart has another name",
        "The chart fetched for '{0}' is named '{1}'. Correct the dependency's 'name' or 'repository' in Chart.yaml.",
        "The name of a dependency must be the one in its Chart.yaml.");

    /// <summary>gpg is not installed.</summary>
    public static readonly Rule GpgMissing = Error(
        286,
        "gpg is not installed",
        "The chart is to be signed, and there is no gpg at '{0}'. Install GnuPG or set LegionGpgPath.",
        "Provenance files are signed by GnuPG, so that keys stay where it keeps them.");

    /// <summary>A chart cannot be signed.</summary>
    public static readonly Rule SigningFailed = Error(
        287,
        "A chart cannot be signed",
        "'{0}' cannot be signed with the key '{1}': {2}. See that 'gpg --list-secret-keys' lists it, and that gpg-agent can be asked for its passphrase.",
        "The key is named by LegionChartSigningKey: a mail address, a user id or a fingerprint of a secret key in gpg's keyring.");

    /// <summary>A chart has no provenance file.</summary>
    public static readonly Rule SignatureMissing = Error(
        288,
        "A chart has no provenance file",
        "'{0}' has no provenance file ({1}), and one is required. Take a chart that is signed, or ask its makers for the file.",
        "Verification was asked for; a package without a signature is refused.");

    /// <summary>A provenance file is wrong.</summary>
    public static readonly Rule SignatureWrong = Error(
        289,
        "A provenance file is wrong",
        "'{0}' is not verified: {1}. Import the signer's public key with 'gpg --import' if it is known and trusted; otherwise do not use the chart.",
        "The signature is not by a known key, or the file was changed after signing. The package is refused.");

    /// <summary>An index.yaml cannot be read.</summary>
    public static readonly Rule IndexUnreadable = Error(
        290,
        "An index.yaml cannot be read",
        "The index cannot be read: {0}. Correct it in the repository, or restore the last good one from its history.",
        "An index is a YAML map with apiVersion and entries, each entry a list of versions.");

    /// <summary>A version is in the index with other bytes.</summary>
    public static readonly Rule IndexConflict = Error(
        291,
        "A version is in the index with other bytes",
        "{0} {1} is in the index already with digest {2}; the package has {3}. Publish under a new version.",
        "A published version never changes its bytes: users have them in caches and lock files.");

    /// <summary>An index has an entry with an invalid version.</summary>
    public static readonly Rule IndexInvalidVersion = Warning(
        292,
        "An index has an entry with an invalid version",
        "The entry '{0}' has the version '{1}', which is no SemVer. Helm skips it; it is kept as it is: remove it from the index by hand if nobody needs it.",
        "Helm skips such an entry; it is not ours to remove.");

    /// <summary>An index has a broken entry.</summary>
    public static readonly Rule IndexEntryBroken = Warning(
        293,
        "An index has a broken entry",
        "The entry '{0}' is broken: {1}. Helm skips it; it is kept as it is: remove it from the index by hand if nobody needs it.",
        "Helm skips entries without a name, version or URL.");
}
