using System.Globalization;
using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Toml;

/// <content>Numbers, booleans, dates.</content>
internal sealed partial class TomlReader
{
    [GeneratedRegex(@"\A[+-]?(0|[1-9](_?[0-9])*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex DecimalInteger { get; }

    [GeneratedRegex(@"\A0(x[0-9A-Fa-f](_?[0-9A-Fa-f])*|o[0-7](_?[0-7])*|b[01](_?[01])*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex PrefixedInteger { get; }

    [GeneratedRegex(@"\A[+-]?(0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Float { get; }

    [GeneratedRegex(@"\A((?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})([Tt ](?=[0-9])|\z))?((?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?<fraction>\.[0-9]+)?(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex DateAndTime { get; }

    private TomlValue ReadBareValue()
    {
        var start = position;
        while (!AtEnd && IsBareValue(text[position])) position++;

        // The blank of "1979-05-27 07:32:00" belongs to the value; any other blank ends it.
        if (position - start == 10 && text[start + 4] == '-' && Current == ' ' && position + 1 < text.Length && char.IsAsciiDigit(text[position + 1]))
        {
            position++;
            while (!AtEnd && IsBareValue(text[position])) position++;
        }

        var word = text[start..position];
        return ReadScalar(word, start) ?? throw new TomlException(
            word.Length == 0 ? "expected a value" : $"'{word}' is no value; a string needs quotes",
            SpanOf(start, Math.Max(word.Length, AtEnd ? 0 : 1)));
    }

    private static bool IsBareValue(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '_' or '.' or ':';

    private TomlValue? ReadScalar(string word, int start)
    {
        var span = SpanFrom(start);
        switch (word)
        {
            case "true": return new TomlBoolean(span, true);
            case "false": return new TomlBoolean(span, false);
            case "inf" or "+inf": return new TomlFloat(span, double.PositiveInfinity);
            case "-inf": return new TomlFloat(span, double.NegativeInfinity);
            case "nan" or "+nan" or "-nan": return new TomlFloat(span, double.NaN);
            case "": return null;
        }

        var digits = word.Replace("_", "", StringComparison.Ordinal);
        if (DecimalInteger.IsMatch(word))
        {
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? new TomlInteger(span, number)
                : throw new TomlException($"'{word}' does not fit into 64 bits", span);
        }

        if (PrefixedInteger.IsMatch(word)) return new TomlInteger(span, ReadPrefixed(digits, span));
        if (Float.IsMatch(word)) return new TomlFloat(span, double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture));
        return DateAndTime.Match(word) is { Success: true } match ? ReadDateTime(match, span) : null;
    }

    private static long ReadPrefixed(string digits, Manifest.Diagnostics.SourceSpan span)
    {
        var radix = digits[1] switch { 'x' => 16, 'o' => 8, _ => 2 };
        var number = 0UL;
        foreach (var c in digits.AsSpan(2))
        {
            number = (number * (ulong)radix) + (ulong)Convert.ToInt32(c.ToString(), 16);
            if (number > long.MaxValue) throw new TomlException($"'{digits}' does not fit into 64 bits", span);
        }

        return (long)number;
    }

    private static TomlDateTime ReadDateTime(Match match, Manifest.Diagnostics.SourceSpan span)
    {
        var (date, time) = (match.Groups["date"].Value, match.Groups["time"].Value);
        var (fraction, offset) = (match.Groups["fraction"].Value, match.Groups["offset"].Value.ToUpperInvariant());
        if (date.Length > 0 && !IsDate(date)) throw new TomlException($"'{date}' is no day of the calendar", span);

        // RFC 3339 knows the leap second 60; the hour 24 it does not.
        if (time.Length > 0 && !IsTime(time, lastSecond: 60)) throw new TomlException($"'{time}' is no time of day", span);
        if (offset.Length > 1 && !IsTime(offset[1..] + ":00", lastSecond: 0)) throw new TomlException($"'{offset}' is no offset", span);
        if (date.Length == 0 && offset.Length > 0) throw new TomlException("a time without a date has no offset", span);

        return (date.Length > 0, time.Length > 0) switch
        {
            (true, true) => new TomlDateTime(span, offset.Length > 0 ? TomlDateTimeType.Offset : TomlDateTimeType.Local, date + "T" + time + fraction + offset),
            (true, false) => new TomlDateTime(span, TomlDateTimeType.LocalDate, date),
            _ => new TomlDateTime(span, TomlDateTimeType.LocalTime, time + fraction),
        };
    }

    private static bool IsDate(string date)
    {
        var (year, month, day) = (Number(date, 0, 4), Number(date, 5, 2), Number(date, 8, 2));
        if (month is < 1 or > 12 || day < 1) return false;
        var leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return day <= (month == 2 ? (leap ? 29 : 28) : month is 4 or 6 or 9 or 11 ? 30 : 31);
    }

    private static bool IsTime(string time, int lastSecond) =>
        Number(time, 0, 2) <= 23 && Number(time, 3, 2) <= 59 && Number(time, 6, 2) <= Math.Max(lastSecond, 0);

    private static int Number(string digits, int start, int length) =>
        int.Parse(digits.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture);
}
