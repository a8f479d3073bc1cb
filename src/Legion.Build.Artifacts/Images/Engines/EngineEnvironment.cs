namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>The one place where images look at the machine's environment: where programs are, and secrets that are said to be there.</summary>
internal class EngineEnvironment
{
    /// <summary>The machine's.</summary>
    public static EngineEnvironment Machine { get; } = new();

    /// <summary>A variable's value; null when it is unset.</summary>
    /// <param name="name">Its name.</param>
    public virtual string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <summary>Absolute path of a program on PATH; null when there is none.</summary>
    /// <param name="name">Its name, without extension.</param>
    public virtual string? Program(string name)
    {
        var extensions = OperatingSystem.IsWindows() ? new[] { ".exe", ".cmd" } : [""];
        foreach (var folder in (Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var extension in extensions)
            {
                var file = Path.Join(folder, name + extension);
                if (File.Exists(file)) return file;
            }
        }

        return null;
    }
}
