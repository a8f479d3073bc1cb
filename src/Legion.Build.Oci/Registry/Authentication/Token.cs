namespace Legion.Build.Oci.Registry.Authentication;

/// <summary>A bearer token and when it is better not used any more. No record: its text must not show it.</summary>
internal sealed class Token(string value, DateTimeOffset staleAt)
{
    /// <summary>What goes into the Authorization header.</summary>
    public string Header { get; } = "Bearer " + value;

    /// <summary>Whether a new one is to be had first.</summary>
    public bool IsStale(DateTimeOffset now) => now >= staleAt;
}
