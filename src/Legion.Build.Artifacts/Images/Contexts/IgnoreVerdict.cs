namespace Legion.Build.Artifacts.Images.Contexts;

/// <summary>What an <see cref="IgnoreList"/> says of one path.</summary>
/// <param name="Ignored">True when the path is ignored.</param>
/// <param name="Matched">Which patterns matched it or a folder above it.</param>
internal readonly record struct IgnoreVerdict(bool Ignored, bool[] Matched);
