using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Publishing;

/// <summary>What can be wrong with a release (LEGION500–599).</summary>
public static class PublishRules
{
    /// <summary>There is nothing to publish.</summary>
    public static readonly Rule RecordMissing = Error(
        "LEGION500",
        "There is no build record to publish",
        "'{0}' does not exist. Build before publishing: dotnet build -p:LegionChannel={1} -p:Version={2}.",
        """
        A publish takes what the build record (`artifacts/distributions.json`) lists, and nothing else. `dotnet publish` builds first; with
        `-p:NoBuild=true` the record of an earlier build must be there.

        ```console
        dotnet build   samples/legion -p:LegionChannel=release -p:Version=1.0.0
        dotnet publish samples/legion -p:LegionChannel=release -p:Version=1.0.0 -p:NoBuild=true
        ```
        """);

    /// <summary>The record is of another build.</summary>
    public static readonly Rule RecordDiffers = Error(
        "LEGION501",
        "The build record is of another release",
        "The record was built as {0} for channel '{1}', and {2} is to be published to '{3}'. Build for what is published: charts carry the references of one channel.",
        """
        The channel is stamped into charts when they are packaged (where their images come from), and the version into everything. A record
        of another version or channel would publish artifacts that point elsewhere.

        Build with the same `-p:LegionChannel` and `-p:Version` as the publish, or take the artifacts over with `-t:Promote`.
        """);

    /// <summary>A file is not what the record says.</summary>
    public static readonly Rule FileDiffers = Error(
        "LEGION502",
        "An artifact is not what the build record says",
        "{0} '{1}': '{2}' {3}. Build again; what is published is exactly what was recorded.",
        """
        Before anything is sent, every file is hashed and compared with the record. A difference means that something changed the output
        folder after the build.
        """);

    /// <summary>An artifact of the manifest was not built.</summary>
    public static readonly Rule ArtifactMissing = Error(
        "LEGION503",
        "An artifact of the manifest was not built",
        "{0} '{1}' is published on channel '{2}' and is not in the build record. Build it, or take it out of the manifest.",
        """
        A release is complete or not visible at all. An artifact that could not be built has its own error above; mend it and build again.
        """);

    /// <summary>The version is not one the channel takes.</summary>
    public static readonly Rule VersionPolicy = Error(
        "LEGION504",
        "The channel does not take this version",
        "Channel '{0}' takes {1}, and the version is '{2}'. Say another version (-p:Version=…) or another channel (-p:LegionChannel=…).",
        """
        `versions` of a channel says what it takes: `stable` means 1.2.3 only, `prerelease` means 1.2.3-rc.1 only, `any` takes all.

        ```yaml
        channels:
          release:     { versions: stable }
          pre-release: { versions: prerelease }
          development: { versions: any, mutable: true }
        ```
        """);

    /// <summary>Nothing goes to the channel.</summary>
    public static readonly Rule NothingToPublish = Error(
        "LEGION505",
        "No artifact is published on the channel",
        "No artifact has a repository for channel '{0}'. Name one under 'publish'.",
        """
        `publish` says for each kind of artifact and channel where it goes; an artifact may have its own.

        ```yaml
        publish:
          charts: { release: legion-helm-charts }
          images: { release: docker-hub }
        ```
        """);

    /// <summary>A repository does not answer.</summary>
    public static readonly Rule Unreachable = Error(
        "LEGION510",
        "A repository does not answer",
        "Repository '{0}' does not answer: {1} Check its address and the network, or rehearse with -p:LegionRehearseTo=DIR.",
        """
        Nothing was published. Check the address in the manifest, the network and, for a private certificate authority, `ca:`.
        """);

    /// <summary>An internal repository does not answer.</summary>
    public static readonly Rule InternalUnreachable = Error(
        "LEGION511",
        "An internal repository does not answer from here",
        "Repository '{0}' is 'access: internal' and does not answer: {1} Publish from the network that reaches it, or rehearse with -p:LegionRehearseTo=DIR.",
        """
        `access: internal` marks a repository that only the CI network reaches. Nothing was published.

        From elsewhere, `-p:LegionRehearseTo=DIR` runs the same publish into folders shaped as the real repositories.
        """);

    /// <summary>Credentials are missing or refused.</summary>
    public static readonly Rule Denied = Error(
        "LEGION512",
        "A repository refuses the credentials",
        "Repository '{0}': {1} Give credentials where this kind of repository's tools keep them, or as LEGION_{2}_USERNAME and LEGION_{2}_PASSWORD (or _TOKEN).",
        """
        Secrets are looked for where each tool's users keep them: docker's and podman's logins for registries, `.netrc` for HTTP, `.pypirc` for
        PyPI, git's own credential helpers for git. Environment variables named after the repository, upper-case with underscores, go before them.

        Of those, `_TOKEN` goes before `_PASSWORD`, for every type of repository. With `_USERNAME` either is that user's password; a token alone is
        sent as the type sends tokens: as a bearer token to registries and HTTP servers, for `__token__` to PyPI, for `x-access-token` to git.
        `_PASSWORD` without `_USERNAME`, or `_USERNAME` without a secret, is this error.

        They are never taken from MSBuild properties or the manifest, and never written to logs, journals or records.

        ```console
        export LEGION_DOCKER_HUB_USERNAME=ci LEGION_DOCKER_HUB_PASSWORD=…
        ```
        """);

    /// <summary>Other bytes stand under the version.</summary>
    public static readonly Rule OtherBytes = Error(
        "LEGION513",
        "Other bytes are published under this version",
        "{0} is {1} and would become {2}. A published version of channel '{3}' never changes: publish under a new version.",
        """
        On a channel that is not `mutable`, a version that was published stays what it is, on every type of repository, even where the server
        would take other bytes. Equal bytes are no conflict: publishing again does nothing.

        When the difference is only in time stamps of the build, the artifact is not built reproducibly; otherwise the content changed and
        wants a new version.
        """);

    /// <summary>A repository's answer is none of its protocol's.</summary>
    public static readonly Rule Failed = Error(
        "LEGION514",
        "A repository did not do what was asked",
        "Repository '{0}': {1} Mend that and run the same command again: what was done is not done twice.",
        """
        The message says what was asked of whom and what came back. If the release had begun, its journal is kept: mend the cause and run the
        same publish again, it continues where it stopped.
        """);

    /// <summary>An image that a chart deploys is nowhere.</summary>
    public static readonly Rule ImageUnresolvable = Error(
        "LEGION515",
        "A chart deploys an image that is not there",
        "Chart '{0}' deploys image '{1}', which channel '{2}' does not publish. Give the image a repository for this channel, or take it out of the chart's 'images'.",
        """
        A chart is never visible before its images. Every image under the chart's `images` must be published on the same channel.
        """);

    /// <summary>The world changed after the plan.</summary>
    public static readonly Rule WorldChanged = Error(
        "LEGION516",
        "The world changed after the plan was made",
        "{0} was {1} when the plan was made and is {2} now. Nothing became visible; plan again.",
        """
        A publish does exactly what its plan says. Somebody else published, or removed, something in between. Look at the new plan (`-t:Plan`)
        before publishing it.
        """);

    /// <summary>What was read back is not what was published.</summary>
    public static readonly Rule VerificationFailed = Error(
        "LEGION517",
        "What was published cannot be read back",
        "{0} should be {1} and {2}. Look at what stands in front of the repository (a cache, a mirror), then compare again with -t:VerifyPublished.",
        """
        After the commit every digest is read back as users would get it. A difference means that the repository, or something in front of it,
        serves other bytes than it was given.
        """);

    /// <summary>The plan cannot be read.</summary>
    public static readonly Rule PlanUnreadable = Error(
        "LEGION518",
        "The plan cannot be done",
        "{0}",
        """
        `-p:LegionPlan=FILE` publishes exactly the plan in the file. It must have been made by `-t:Plan` for the same manifest, channel, version and
        artifacts.
        """);

    /// <summary>A publish was stopped.</summary>
    public static readonly Rule Stopped = Error(
        "LEGION519",
        "The publish was stopped",
        "The publish of {0} to '{1}' was stopped: {2}. Run the same publish again: it continues where it stopped.",
        """
        Ctrl-C, or the end of a CI job, stops a publish before its next step that cannot be half done. What was sent stays where it is, and the
        journal (`artifacts/releases/CHANNEL-VERSION.journal`) knows it: the same publish, run again, sends only the rest.
        """);

    /// <summary>The published world differs from the record or the manifest.</summary>
    public static readonly Rule WorldDiffers = Error(
        "LEGION520",
        "What is published differs",
        "{0} should be {1} and is {2}. Publish again what is missing; where other bytes stand, publish under a new version.",
        """
        `-t:VerifyPublished` compares the release record, or the manifest and a version, with what the repositories serve, and names every difference.
        """);

    /// <summary>There is no release to verify or promote.</summary>
    public static readonly Rule NoRelease = Error(
        "LEGION521",
        "There is no record of the release",
        "'{0}' does not exist, and without a build record for {1} on '{2}' there is nothing to compare with. Build it first: dotnet build -p:LegionChannel={2} -p:Version={1}.",
        """
        A publish leaves `artifacts/releases/CHANNEL-VERSION.json`. Where that file is not at hand, build the version again: builds are
        reproducible, so its record says what should be there.
        """);

    /// <summary>Something is published that the release does not know.</summary>
    public static readonly Rule OtherThere = Error(
        "LEGION522",
        "Something else is published under the version",
        "'{0}' is in '{1}' as {2} '{3}' {4}, and the release knows nothing of it. Remove it there, or publish it from the manifest.",
        """
        `-t:VerifyPublished` also looks for what stands under the version and was not published by the release: another wheel of a Python package, a
        chart that an index lists twice, an artifact of the manifest that the release left out.
        """);

    /// <summary>A promotion lacks its source.</summary>
    public static readonly Rule PromotionSource = Error(
        "LEGION530",
        "A promotion needs the channel it takes from",
        "{0}",
        """
        `-t:Promote` takes what one channel published to another: images are copied by digest, charts and packages taken over.

        ```console
        dotnet build -t:Promote -p:LegionFrom=pre-release -p:LegionChannel=release -p:Version=1.0.0 -p:LegionFromVersion=1.0.0-rc.1
        ```
        """);

    /// <summary>A promoted artifact differs in more than its version.</summary>
    public static readonly Rule PromotionDiffers = Error(
        "LEGION531",
        "A promoted artifact differs in more than its version",
        "{0} '{1}' differs from what '{2}' published in more than version fields and pins: {3}. Check out the commit that was built for '{2}', and promote again.",
        """
        Promotion takes over what was tested. Where the version changes, the artifact is stamped again from the sources, and the two are compared
        member by member: only version fields and the pins of images may differ.

        A difference says that the sources are not those the tested artifact was made of: check out the commit that it was built from.
        """);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        RecordMissing, RecordDiffers, FileDiffers, ArtifactMissing, VersionPolicy, NothingToPublish, Unreachable, InternalUnreachable, Denied,
        OtherBytes, Failed, ImageUnresolvable, WorldChanged, VerificationFailed, PlanUnreadable, Stopped, WorldDiffers, NoRelease, OtherThere, PromotionSource,
        PromotionDiffers,
    ];

    private static Rule Error(string id, string title, string message, string description) =>
        new(id, "Publishing", RuleSeverity.Error, title, message, description);
}
