namespace Legion.Build.Artifacts.Python.Checks;

/// <summary>Lists of names the outside world fixes, one a line, kept as resources.</summary>
internal static class EmbeddedList
{
    /// <summary>Reads a list.</summary>
    /// <param name="name">The file's name in <c>Python/Data</c>.</param>
    public static HashSet<string> Read(string name)
    {
        using var stream = typeof(EmbeddedList).Assembly.GetManifestResourceStream("Python/Data/" + name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') names.Add(line);
        }

        return names;
    }
}
