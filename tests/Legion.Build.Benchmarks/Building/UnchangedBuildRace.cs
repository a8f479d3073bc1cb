using System.Diagnostics;
using System.Globalization;

namespace Legion.Build.Benchmarks.Building;

/// <summary>
/// A <c>dotnet build</c> of the whole sample with nothing changed beside that of an empty class library, by turns:
/// <c>dotnet run -c Release --project tests/Legion.Build.Benchmarks -- race builds</c>, from the repository's root.
/// The sample is built as users build: outside the repository, with the packed SDK.
/// </summary>
internal static class UnchangedBuildRace
{
    private const int Rounds = 9;
    private const double Limit = 1.25;

    /// <summary>Runs the race.</summary>
    /// <param name="output">Where the figures go.</param>
    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("legion-race-").FullName;
        try
        {
            var (sample, library) = (Path.Join(folder, "sample"), Path.Join(folder, "library"));
            await WriteAsync(folder, sample, library);
            // The third build of the sample is the first that remembers the one before it.
            for (var i = 0; i < 4; i++) await DotnetAsync(sample, folder, "build");
            for (var i = 0; i < 2; i++) await DotnetAsync(library, folder, "build");
            var (ours, empty) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                empty.Add(await DotnetAsync(library, folder, "build"));
                ours.Add(await DotnetAsync(sample, folder, "build"));
            }

            ours.Sort();
            empty.Sort();
            var ratio = ours[Rounds / 2] / empty[Rounds / 2];
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"sample, nothing changed {ours[Rounds / 2]:0} ms   empty library {empty[Rounds / 2]:0} ms   ratio {ratio:0.00} (limit {Limit:0.00}), of the fastest {ours[0] / empty[0]:0.00}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(string folder, string sample, string library)
    {
        var root = Directory.GetCurrentDirectory();
        await DotnetAsync(root, folder, "pack", "sdk", "--output", Path.Join(folder, "feed"));
        var version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Path.Join(folder, "feed"), "Legion.Build.Sdk.*.nupkg").Single())["Legion.Build.Sdk.".Length..];
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) await File.WriteAllTextAsync(Path.Join(folder, name), "<Project />");
        await File.WriteAllTextAsync(Path.Join(folder, "nuget.config"), "<configuration><packageSources><clear /><add key=\"local\" value=\"feed\" /></packageSources></configuration>");
        var from = Path.Join(root, "samples", "legion");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(from, file);
            if (path.Split(Path.DirectorySeparatorChar)[0] is "artifacts" or "bin" or "obj") continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(sample, path))!);
            File.Copy(file, Path.Join(sample, path));
        }

        await File.WriteAllTextAsync(Path.Join(sample, "legion.csproj"), $"<Project Sdk=\"Legion.Build.Sdk/{version}\"><PropertyGroup><Version>1.1.0-dev.1</Version><LegionDocsCheck>true</LegionDocsCheck></PropertyGroup></Project>");
        Directory.CreateDirectory(library);
        await File.WriteAllTextAsync(Path.Join(library, "library.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
    }

    // Wall time in milliseconds.
    private static async Task<double> DotnetAsync(string folder, string home, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [.. arguments, "--nologo", "-v:q"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NUGET_PACKAGES"] = Path.Join(home, "packages");
        foreach (var name in start.Environment.Keys.Where(static k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        if (arguments[0] == "pack") start.Environment.Remove("NUGET_PACKAGES"); // the repository's own packages are where they always are
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}: {await said}{error}");
        return watch.Elapsed.TotalMilliseconds;
    }
}
