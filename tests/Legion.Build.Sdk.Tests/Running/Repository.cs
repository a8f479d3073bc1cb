using System.Reflection;

namespace Legion.Build.Sdk.Tests.Running;

/// <summary>The repository these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.TrimEndingDirectorySeparator(Metadata("RepositoryRoot"));

    /// <summary>Copies what a clone would hold (committed files and new ones that are not ignored), as a user with this umask would get it.</summary>
    public static void CopyTo(string folder, string umask = "022", string below = ".")
    {
        Directory.CreateDirectory(folder);
        var script = $"set -o pipefail; cd \"$1/$3\" && git ls-files -z -co --exclude-standard | while IFS= read -r -d '' f; do if [ -e \"$f\" ] || [ -L \"$f\" ]; then printf '%s\\0' \"$f\"; fi; done | tar -c --null --no-recursion -T - | (umask {umask}; tar -x --no-same-permissions -C \"$2\")";
        Run.Program(Root, "bash", ["-c", script, "copy", Root, folder, below]).Succeeded();
    }

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
