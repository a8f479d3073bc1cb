namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>A word that cannot be expanded.</summary>
/// <param name="message">What is wrong with it.</param>
internal sealed class SubstitutionException(string message) : Exception(message);
