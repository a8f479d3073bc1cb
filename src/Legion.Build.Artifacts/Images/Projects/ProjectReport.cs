namespace Legion.Build.Artifacts.Images.Projects;

/// <summary>What MSBuild says of a project that is to be an image on one platform.</summary>
/// <param name="BaseImage">The image it begins from.</param>
/// <param name="Sdk">Version of the .NET SDK that builds it.</param>
/// <param name="Projects">Absolute paths of the project and of all it refers to.</param>
/// <param name="Imports">Absolute paths of what they import, less what comes with the SDK.</param>
/// <param name="Items">Absolute paths of the files they compile, embed or ship.</param>
internal sealed record ProjectReport(string BaseImage, string Sdk, IReadOnlyList<string> Projects, IReadOnlyList<string> Imports, IReadOnlyList<string> Items);
