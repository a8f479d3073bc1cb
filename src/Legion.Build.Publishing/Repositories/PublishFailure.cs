namespace Legion.Build.Publishing.Repositories;

/// <summary>What kind of trouble a repository gave.</summary>
public enum PublishFailure
{
    /// <summary>An answer the protocol does not have: a proxy's page, a wrong status, wrong content.</summary>
    Protocol,

    /// <summary>No connection, no name, no trusted certificate.</summary>
    Unreachable,

    /// <summary>No credentials, wrong ones, or ones that may not do this.</summary>
    Denied,

    /// <summary>Other bytes stand under the version.</summary>
    Conflict,

    /// <summary>The repository refused the content.</summary>
    Rejected,

    /// <summary>Busy or broken at every attempt.</summary>
    Unavailable,

    /// <summary>A program that is needed, such as git, is missing or failed.</summary>
    Program,

    /// <summary>What is to be published is not what the record says.</summary>
    Content,
}
