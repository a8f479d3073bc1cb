using Legion.Build.TestServers;

namespace Legion.Build.Sdk.Tests.Running;

/// <summary>The SDK as users get it: packed once a test run, in a feed of its own, with a package cache of its own.</summary>
public sealed class PackedSdk : IDisposable
{
    public PackedSdk()
    {
        Folder = Directory.CreateTempSubdirectory("legion-sdk-").FullName;
        Directory.CreateDirectory(Feed);
        Run.Program(Repository.Root, "dotnet", ["pack", "sdk", "-o", Feed, "--nologo"], Quiet).Succeeded();
        var package = Assert.Single(Directory.GetFiles(Feed, "Legion.Build.Sdk.*.nupkg"));
        Version = Path.GetFileNameWithoutExtension(package)["Legion.Build.Sdk.".Length..];
    }

    /// <summary>The test run's own folder; everything in it is removed at the end.</summary>
    public string Folder { get; }

    public string Feed => Path.Combine(Folder, "feed");

    public string Cache => Path.Combine(Folder, "packages");

    public string Version { get; }

    /// <summary>No server outlives a test: none of MSBuild's nodes, and none of the compiler unless who runs the tests has one and ends it.</summary>
    internal static IReadOnlyDictionary<string, string?> Quiet { get; } = new Dictionary<string, string?>
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = Environment.GetEnvironmentVariable("UseSharedCompilation") ?? "false",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
    };

    public void Dispose() => TemporaryFolders.Delete(Folder);
}
