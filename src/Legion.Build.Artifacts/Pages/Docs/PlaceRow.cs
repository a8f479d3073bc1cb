namespace Legion.Build.Artifacts.Pages.Docs;

/// <summary>Where the versions of one channel are.</summary>
public sealed record PlaceRow
{
    /// <summary>What is there: <c>charts</c>, <c>images</c>, <c>Python</c>; empty where the page around the row says it.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The channel at the start of a sentence.</summary>
    public required string ChannelTitle { get; init; }

    /// <summary>Which versions the channel takes, in words.</summary>
    public required string Versions { get; init; }

    /// <summary>The artifacts this row is about, as Markdown code separated by commas; empty when it is about all of the kind.</summary>
    public required string Only { get; init; }

    /// <summary>The repository's name.</summary>
    public required string Repository { get; init; }

    /// <summary>What the repository is for; empty when the manifest says nothing.</summary>
    public required string Description { get; init; }

    /// <summary>What sort of place it is, in words: <c>a Git repository</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Where users read, as the manifest says it.</summary>
    public required string Address { get; init; }

    /// <summary>The same as a link a browser can follow.</summary>
    public required string Link { get; init; }

    /// <summary>True when only the CI network reaches it.</summary>
    public required bool Internal { get; init; }

    /// <summary>Where publishing writes, when that is another address; empty otherwise.</summary>
    public required string PushAddress { get; init; }

    /// <summary>A reference or command that gets an artifact from there, with <c>VERSION</c> in the version's place.</summary>
    public required string Example { get; init; }
}
