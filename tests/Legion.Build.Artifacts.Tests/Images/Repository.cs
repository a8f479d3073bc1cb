namespace Legion.Build.Artifacts.Tests.Images;

/// <summary>Finds the repository the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Join(folder, "Legion.Build.sln"))) return folder;
        }

        throw new DirectoryNotFoundException("Legion.Build.sln is in none of the folders above the tests.");
    }
}
