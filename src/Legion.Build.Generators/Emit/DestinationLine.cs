namespace Legion.Build.Generators.Emit;

/// <summary>A line of documentation about one destination, but for the artifact's name.</summary>
/// <param name="Before">What stands before the name.</param>
/// <param name="After">What stands after it.</param>
internal readonly record struct DestinationLine(string Before, string After);
