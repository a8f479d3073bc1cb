using System.Globalization;

namespace Legion.Build.Artifacts.Pages;

/// <summary>Numbers of bytes and times as people read them.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Decimal units, three digits: <c>1.23 MB</c>.</summary>
    /// <param name="bytes">How many.</param>
    public static string Text(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 999.5 && unit < Units.Length - 1) (value, unit) = (value / 1000, unit + 1);
        var format = unit == 0 || value >= 99.95 ? "0" : value >= 9.995 ? "0.0" : "0.00";
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>A time: <c>&lt; 1 ms</c>, <c>12 ms</c>, <c>1.2 s</c>, <c>3 min 05 s</c>.</summary>
    /// <param name="time">How long.</param>
    public static string Text(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.001 => "< 1 ms",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s"),
    };
}
