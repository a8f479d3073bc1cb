namespace Legion.Build.Publishing.Repositories;

/// <summary>What a repository can do, as data: planning and running ask this record and never the type.</summary>
public sealed record PublisherCapabilities
{
    /// <summary>Content can be sent before it is visible. Without it the commit sends the content.</summary>
    public bool StagesContent { get; init; }

    /// <summary>All items of a release become visible in one step, as with a git push.</summary>
    public bool CommitsTogether { get; init; }

    /// <summary>Several names may lead to one content.</summary>
    public bool HasFloatingTags { get; init; }

    /// <summary>The server itself can replace bytes under a published version; where it cannot, a mutable channel's second publish of other bytes is refused beforehand.</summary>
    public bool CanReplace { get; init; }

    /// <summary>What was written may take a while to be readable.</summary>
    public bool IsEventuallyConsistent { get; init; }
}
