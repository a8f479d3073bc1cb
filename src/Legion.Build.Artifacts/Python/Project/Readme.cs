namespace Legion.Build.Artifacts.Python.Project;

/// <summary>The long description.</summary>
/// <param name="File">Its file, relative to the project; null: the text stands in pyproject.toml.</param>
/// <param name="Text">The text; of a file: its content, once read.</param>
/// <param name="ContentType">A MIME type with its parameters.</param>
internal sealed record Readme(string? File, string Text, string ContentType);
