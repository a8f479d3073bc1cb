namespace Legion.Build.Artifacts.Record;

/// <summary>A record as it was put down.</summary>
/// <param name="Record">What stands in the output folder now.</param>
/// <param name="IsComplete">True when everything the manifest names was made.</param>
public sealed record KeptRecord(BuildRecord Record, bool IsComplete);
