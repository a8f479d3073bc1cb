using System.Text;

namespace Legion.Build.Oci.Registry.Authentication;

/// <summary>Reads <c>Scheme name=value, name="value", Scheme …</c>.</summary>
internal sealed class ChallengeReader(string text)
{
    private int at;

    /// <summary>Adds what the header holds.</summary>
    public void Read(List<Challenge> challenges)
    {
        Dictionary<string, string>? parameters = null;
        while (true)
        {
            Skip(" \t,");
            var token = Token();
            if (token.Length == 0)
                return;
            var afterToken = at;
            Skip(" \t");
            if (Peek() == '=' && parameters is not null)
            {
                at++;
                Skip(" \t");
                parameters[token.ToLowerInvariant()] = Peek() == '"' ? Quoted() : Token();
                continue;
            }

            at = afterToken;
            parameters = new Dictionary<string, string>(StringComparer.Ordinal);
            challenges.Add(new Challenge(token.ToLowerInvariant(), parameters));
        }
    }

    private char Peek() => at < text.Length ? text[at] : '\0';

    private void Skip(string characters)
    {
        while (at < text.Length && characters.Contains(text[at], StringComparison.Ordinal))
            at++;
    }

    // Wider than RFC 9110's token: unquoted realms with '/' and ':' are sent.
    private string Token()
    {
        var start = at;
        while (at < text.Length && !" \t,=\"".Contains(text[at], StringComparison.Ordinal))
            at++;
        return text[start..at];
    }

    private string Quoted()
    {
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}
