namespace Legion.Build.TestServers;

/// <summary>Programs on this machine.</summary>
public static class Programs
{
    /// <summary>Skips the test, saying what to install, when a program is missing.</summary>
    public static void Require(string name, string? package = null)
    {
        if (!Exist(name))
            Assert.Skip($"needs {name}: apt-get install {package ?? name}");
    }

    /// <summary>Whether a program is on the PATH.</summary>
    public static bool Exist(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
