namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>What an expansion leaves as it stands.</summary>
[Flags]
internal enum ExpansionOptions
{
    /// <summary>Nothing: quotes go, escapes are resolved, unset variables are empty.</summary>
    None = 0,

    /// <summary>Quotes stay in the result.</summary>
    KeepQuotes = 1,

    /// <summary>Escape characters stay in the result.</summary>
    KeepEscapes = 2,

    /// <summary>Quotes are ordinary characters (here-documents).</summary>
    PlainQuotes = 4,

    /// <summary>A substitution of an unset variable stays as written.</summary>
    KeepUnset = 8,
}
