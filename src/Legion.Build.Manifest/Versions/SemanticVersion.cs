using Legion.Build.Manifest.Model;

namespace Legion.Build.Manifest.Versions;

/// <summary>A version after SemVer 2.0.0, compared by its precedence (section 11).</summary>
/// <remarks>Equality is that of precedence too: build metadata does not count. Numbers are kept as text, for SemVer bounds none.</remarks>
public sealed class SemanticVersion : IComparable<SemanticVersion>, IEquatable<SemanticVersion>
{
    private SemanticVersion(string text, string[] core, EquatableArray<string> preRelease, string build)
    {
        Text = text;
        Core = new(core);
        PreRelease = preRelease;
        Build = build;
    }

    /// <summary>Major, minor and patch, in digits.</summary>
    public EquatableArray<string> Core { get; }

    /// <summary>The identifiers of the pre-release, empty for a release: <c>rc</c>, <c>1</c>.</summary>
    public EquatableArray<string> PreRelease { get; }

    /// <summary>The build metadata without its <c>+</c>; empty when there is none.</summary>
    public string Build { get; }

    /// <summary>True for a version without pre-release and build metadata.</summary>
    public bool IsStable => PreRelease.IsEmpty && Build.Length == 0;

    private string Text { get; }

    /// <summary>Compares precedence.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SemanticVersion? left, SemanticVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares precedence.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SemanticVersion? left, SemanticVersion? right) => !(left == right);

    /// <summary>Compares precedence.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) < 0;

    /// <summary>Compares precedence.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) > 0;

    /// <summary>Compares precedence.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Compares precedence.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Parses a version.</summary>
    /// <param name="text">The text.</param>
    /// <param name="version">The version.</param>
    /// <param name="error">What is wrong with the text and what to write instead.</param>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SemanticVersion? version,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? error)
    {
        version = null;
        error = SemanticVersionGrammar.Fault(text);
        if (error is not null) return false;
        var plus = text.IndexOf('+');
        var build = plus < 0 ? string.Empty : text.Substring(plus + 1);
        var rest = plus < 0 ? text : text.Substring(0, plus);
        var dash = rest.IndexOf('-');
        var pre = dash < 0 ? [] : rest.Substring(dash + 1).Split('.');
        version = new(text, (dash < 0 ? rest : rest.Substring(0, dash)).Split('.'), new(pre), build);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null) return 1;
        for (var i = 0; i < 3; i++)
        {
            var order = CompareNumbers(Core[i], other.Core[i]);
            if (order != 0) return order;
        }

        // A release stands above its pre-releases (section 11.3).
        if (PreRelease.IsEmpty || other.PreRelease.IsEmpty) return PreRelease.IsEmpty.CompareTo(other.PreRelease.IsEmpty);
        for (var i = 0; i < Math.Min(PreRelease.Count, other.PreRelease.Count); i++)
        {
            var order = CompareIdentifiers(PreRelease[i], other.PreRelease[i]);
            if (order != 0) return order;
        }

        return PreRelease.Count.CompareTo(other.PreRelease.Count);
    }

    /// <inheritdoc/>
    public bool Equals(SemanticVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SemanticVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Core.GetHashCode() * 31) + PreRelease.GetHashCode());

    /// <summary>The version as it was written.</summary>
    public override string ToString() => Text;

    internal static bool IsNumber(string identifier) => identifier.Length > 0 && identifier.All(static c => c is >= '0' and <= '9');

    // Numbers below words, numbers by value, words by their ASCII letters (section 11.4).
    private static int CompareIdentifiers(string a, string b) => (IsNumber(a), IsNumber(b)) switch
    {
        (true, true) => CompareNumbers(a, b),
        (true, false) => -1,
        (false, true) => 1,
        _ => Math.Sign(string.CompareOrdinal(a, b)),
    };

    private static int CompareNumbers(string a, string b) =>
        a.Length != b.Length ? a.Length.CompareTo(b.Length) : Math.Sign(string.CompareOrdinal(a, b));
}
