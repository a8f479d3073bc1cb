namespace Legion.Build.Publishing.Repositories.Http;

/// <summary>The user's <c>.netrc</c>, as curl and Python's requests read it.</summary>
internal static class NetrcFile
{
    /// <summary>Login and password of a host; <c>default</c> serves hosts that are not named.</summary>
    /// <param name="text">The file.</param>
    /// <param name="host">The host, without a port.</param>
    /// <param name="withDefault">Whether <c>default</c> counts: a host the user has not named, nor the manifest, is not to get a password.</param>
    public static (string Login, string Password)? Find(string text, string host, bool withDefault = true)
    {
        var words = Words(text);
        (string Login, string Password)? fallback = null;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is not ("machine" or "default")) continue;
            var isDefault = words[i] == "default";
            var name = isDefault ? "" : words.ElementAtOrDefault(++i);
            var (login, password) = ("", "");
            while (i + 2 < words.Count && words[i + 1] is ("login" or "password" or "account"))
            {
                if (words[i + 1] == "login") login = words[i + 2];
                else if (words[i + 1] == "password") password = words[i + 2];
                i += 2;
            }

            if (isDefault) fallback ??= (login, password);
            else if (string.Equals(name, host, StringComparison.OrdinalIgnoreCase)) return (login, password);
        }

        return withDefault ? fallback : null;
    }

    // Words are parted by blanks; one may stand in quotes; a comment goes from a hash that begins a word to the line's end.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            for (var i = 0; i < line.Length;)
            {
                if (char.IsWhiteSpace(line[i]))
                {
                    i++;
                    continue;
                }

                if (line[i] == '#' && (words.Count == 0 || words[^1] is not "password")) break;
                if (line[i] == '"' && line.IndexOf('"', i + 1) is var close and > 0)
                {
                    words.Add(line[(i + 1)..close]);
                    i = close + 1;
                    continue;
                }

                var begin = i;
                while (i < line.Length && !char.IsWhiteSpace(line[i])) i++;
                words.Add(line[begin..i]);
            }
        }

        return words;
    }
}
