namespace Legion.Build.Generators.Tests.Driving;

/// <summary>Finds source files although the compiler was told to forget where they lie (PathMap).</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Path(string mapped) =>
        mapped.StartsWith("/_/", StringComparison.Ordinal) ? System.IO.Path.Combine(Root, mapped[3..]) : mapped;

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Legion.Build.sln")) ? folder : Find(Directory.GetParent(folder)!.FullName);
}
