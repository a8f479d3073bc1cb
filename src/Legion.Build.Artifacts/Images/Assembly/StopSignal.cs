using System.Globalization;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Signals as STOPSIGNAL writes them: a number, or a name with or without <c>SIG</c>.</summary>
internal static class StopSignal
{
    private static readonly string[] Names =
    [
        "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT",
        "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
    ];

    /// <summary>Checks a signal.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">There is no such signal.</exception>
    public static string Check(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number is > 0 and <= 64 ? text : throw Bad(text);
        var name = text.ToUpperInvariant();
        if (name.StartsWith("SIG", StringComparison.Ordinal)) name = name[3..];
        if (Names.Contains(name)) return text;
        foreach (var (prefix, sign) in new[] { ("RTMIN+", 1), ("RTMAX-", -1) })
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(name[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset is > 0 and <= 15) return text;
        }

        throw Bad(text);
    }

    private static FormatException Bad(string text) => new($"'{text}' is no signal: a number from 1 to 64, or a name such as SIGTERM");
}
