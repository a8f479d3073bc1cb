using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Legion.Build.Artifacts.Charts.Versions;

/// <summary>A version as Helm reads it: SemVer 2.0.0, and loosely also <c>v1.2</c> or <c>1</c>. Ordered by SemVer precedence.</summary>
/// <remarks>Helm reads versions with Masterminds/semver; its loose form allows a <c>v</c>, missing parts and leading zeros in the three numbers.</remarks>
public sealed class ChartVersion : IComparable<ChartVersion>, IEquatable<ChartVersion>
{
    private ChartVersion(ulong major, ulong minor, ulong patch, string prerelease, string metadata, string original)
    {
        (Major, Minor, Patch) = (major, minor, patch);
        (Prerelease, Metadata, Original) = (prerelease, metadata, original);
    }

    /// <summary>The first number.</summary>
    public ulong Major { get; }

    /// <summary>The second number; zero when it was not written.</summary>
    public ulong Minor { get; }

    /// <summary>The third number; zero when it was not written.</summary>
    public ulong Patch { get; }

    /// <summary>What follows the hyphen; empty for a release.</summary>
    public string Prerelease { get; }

    /// <summary>What follows the plus sign; it does not order.</summary>
    public string Metadata { get; }

    /// <summary>The text it was read from.</summary>
    public string Original { get; }

    /// <summary>Compares by precedence.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    public static bool operator ==(ChartVersion? left, ChartVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares by precedence.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    public static bool operator !=(ChartVersion? left, ChartVersion? right) => !(left == right);

    /// <summary>Compares by precedence.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    public static bool operator <(ChartVersion left, ChartVersion right) => left.CompareTo(right) < 0;

    /// <summary>Compares by precedence.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    public static bool operator >(ChartVersion left, ChartVersion right) => left.CompareTo(right) > 0;

    /// <summary>Compares by precedence.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    public static bool operator <=(ChartVersion left, ChartVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Compares by precedence.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    public static bool operator >=(ChartVersion left, ChartVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a version loosely, as Helm does wherever it compares versions.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="version">The version.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ChartVersion? version) => TryParse(text, strict: false, out version);

    /// <summary>Reads a version strictly: SemVer 2.0.0 and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="version">The version.</param>
    public static bool TryParseStrict(string? text, [NotNullWhen(true)] out ChartVersion? version) => TryParse(text, strict: true, out version);

    /// <inheritdoc/>
    public int CompareTo(ChartVersion? other)
    {
        if (other is null) return 1;
        var order = Major.CompareTo(other.Major);
        if (order == 0) order = Minor.CompareTo(other.Minor);
        if (order == 0) order = Patch.CompareTo(other.Patch);
        if (order != 0) return order;
        if (Prerelease.Length == 0) return other.Prerelease.Length == 0 ? 0 : 1;
        return other.Prerelease.Length == 0 ? -1 : ComparePrereleases(Prerelease, other.Prerelease);
    }

    /// <summary>Equal in precedence: metadata does not count.</summary>
    /// <param name="other">The other version.</param>
    public bool Equals(ChartVersion? other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ChartVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Major, Minor, Patch, Prerelease);

    /// <summary>The version in full: three numbers, prerelease, metadata.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Major}.{Minor}.{Patch}{(Prerelease.Length > 0 ? "-" + Prerelease : "")}{(Metadata.Length > 0 ? "+" + Metadata : "")}");

    /// <summary>Orders two prereleases (SemVer 2.0.0, 11.4); the empty one stands for an unwritten part and comes first.</summary>
    internal static int ComparePrereleases(string left, string right)
    {
        var (a, b) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var (x, y) = (i < a.Length ? a[i] : "", i < b.Length ? b[i] : "");
            if (x == y) continue;
            if (x.Length == 0) return -1;
            if (y.Length == 0) return 1;
            var xIsNumber = ulong.TryParse(x, NumberStyles.None, CultureInfo.InvariantCulture, out var xNumber);
            var yIsNumber = ulong.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out var yNumber);
            if (xIsNumber && yIsNumber) return xNumber.CompareTo(yNumber);
            if (xIsNumber != yIsNumber) return xIsNumber ? -1 : 1; // numbers come before words
            return string.CompareOrdinal(x, y);
        }

        return 0;
    }

    private static bool TryParse(string? text, bool strict, [NotNullWhen(true)] out ChartVersion? version)
    {
        version = null;
        if (string.IsNullOrEmpty(text)) return false;
        var rest = text.AsSpan();
        if (!strict && rest[0] == 'v') rest = rest[1..];

        Span<ulong> numbers = stackalloc ulong[3];
        var parts = 0;
        while (true)
        {
            var digits = 0;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits])) digits++;
            if (digits == 0 || (strict && digits > 1 && rest[0] == '0')) return false;
            if (!ulong.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[parts])) return false;
            parts++;
            rest = rest[digits..];
            if (parts == 3 || rest.Length == 0 || rest[0] != '.') break;
            rest = rest[1..];
        }

        if (strict && parts < 3) return false;
        var plus = rest.IndexOf('+');
        var metadata = plus < 0 ? "" : rest[(plus + 1)..].ToString();
        var hyphenated = plus < 0 ? rest : rest[..plus];
        var prerelease = "";
        if (hyphenated.Length > 0)
        {
            if (hyphenated[0] != '-') return false;
            prerelease = hyphenated[1..].ToString();
            if (!AreIdentifiers(prerelease, numbersAsSemVer: true)) return false;
        }

        if (plus >= 0 && !AreIdentifiers(metadata, numbersAsSemVer: false)) return false;
        version = new(numbers[0], numbers[1], numbers[2], prerelease, metadata, text);
        return true;
    }

    private static bool AreIdentifiers(string text, bool numbersAsSemVer)
    {
        foreach (var part in text.Split('.'))
        {
            if (part.Length == 0) return false;
            var digitsOnly = true;
            foreach (var c in part)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
                digitsOnly &= char.IsAsciiDigit(c);
            }

            if (numbersAsSemVer && digitsOnly && part.Length > 1 && part[0] == '0') return false;
        }

        return true;
    }
}
