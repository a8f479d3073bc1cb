namespace Legion.Build.Artifacts.Python.Project;

/// <summary>An author or maintainer.</summary>
/// <param name="Name">The name; null: only a mail address is given.</param>
/// <param name="Email">The mail address; null: only a name is given.</param>
internal sealed record Person(string? Name, string? Email);
