namespace Legion.Build.Oci.Registry.Authentication;

/// <summary>One challenge of a WWW-Authenticate header (RFC 9110, 11.6.1).</summary>
/// <param name="Scheme">Lower case: Nexus says <c>BASIC</c>, and schemes have no case.</param>
/// <param name="Parameters">By lower-case name.</param>
internal sealed record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>A parameter, or null.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>Reads all challenges of all headers; what cannot be read ends its header.</summary>
    public static IReadOnlyList<Challenge> Parse(IEnumerable<string> headers)
    {
        var challenges = new List<Challenge>();
        foreach (var header in headers)
            new ChallengeReader(header).Read(challenges);
        return challenges;
    }
}
