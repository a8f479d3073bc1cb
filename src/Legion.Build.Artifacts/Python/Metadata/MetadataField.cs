namespace Legion.Build.Artifacts.Python.Metadata;

/// <summary>One header of core metadata.</summary>
/// <param name="Name">As the specification spells it: <c>Requires-Dist</c>.</param>
/// <param name="Value">The value; may have several lines.</param>
public sealed record MetadataField(string Name, string Value);
