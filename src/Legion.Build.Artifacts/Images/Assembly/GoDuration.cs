using System.Globalization;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Durations as HEALTHCHECK writes them: <c>1m30s</c>, <c>1.5h</c>, <c>300ms</c>.</summary>
internal static class GoDuration
{
    private const long Millisecond = 1_000_000;

    private static readonly (string Unit, long Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("ms", Millisecond), ("s", 1000 * Millisecond), ("m", 60_000 * Millisecond), ("h", 3_600_000 * Millisecond),
    ];

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <returns>Nanoseconds; null for zero, which means the default.</returns>
    /// <exception cref="FormatException">It is none, or under a millisecond.</exception>
    public static long? Parse(string text, string what)
    {
        if (text == "0") return null;
        decimal total = 0;
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
            if (!decimal.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) throw Bad(text, what);
            start = at;
            while (at < text.Length && char.IsLetter(text[at])) at++;
            var unit = text[start..at];
            var scale = Units.FirstOrDefault(u => u.Unit == unit).Nanoseconds;
            if (scale == 0) throw Bad(text, what);
            total += number * scale;
        }

        if (text.Length == 0 || total > long.MaxValue) throw Bad(text, what);
        if (total == 0) return null;
        return total < Millisecond ? throw new FormatException($"{what} is at least 1ms, not '{text}'") : (long)total;
    }

    private static FormatException Bad(string text, string what) => new($"{what} is a duration such as 30s or 1m30s, not '{text}'");
}
