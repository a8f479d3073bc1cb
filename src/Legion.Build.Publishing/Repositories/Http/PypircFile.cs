namespace Legion.Build.Publishing.Repositories.Http;

/// <summary>The user's <c>.pypirc</c>, as twine reads it.</summary>
internal static class PypircFile
{
    private const string PyPI = "https://upload.pypi.org/legacy/";
    private const string TestPyPI = "https://test.pypi.org/legacy/";

    /// <summary>Username and password of an upload address: the section whose <c>repository</c> it is, or whose name the repository has.</summary>
    /// <param name="text">The file.</param>
    /// <param name="address">The upload address.</param>
    /// <param name="name">The repository's name in the manifest.</param>
    public static (string Username, string Password)? Find(string text, string address, string name)
    {
        foreach (var (section, values) in Sections(text))
        {
            var repository = values.GetValueOrDefault("repository") ?? section switch { "pypi" => PyPI, "testpypi" => TestPyPI, _ => "" };
            if (!string.Equals(repository.TrimEnd('/'), address.TrimEnd('/'), StringComparison.Ordinal) && (section != name || values.ContainsKey("repository"))) continue;
            if (values.GetValueOrDefault("password") is { Length: > 0 } password) return (values.GetValueOrDefault("username") ?? "__token__", password);
        }

        return null;
    }

    private static IEnumerable<(string Name, Dictionary<string, string> Values)> Sections(string text)
    {
        (string Name, Dictionary<string, string> Values)? current = null;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';') continue;
            if (line[0] == '[' && line[^1] == ']')
            {
                if (current is { } done) yield return done;
                current = (line[1..^1].Trim(), new(StringComparer.OrdinalIgnoreCase));
            }
            else if (current is { } section && line.IndexOfAny(['=', ':']) is var split and > 0)
            {
                section.Values[line[..split].Trim()] = line[(split + 1)..].Trim();
            }
        }

        if (current is { } last) yield return last;
    }
}
