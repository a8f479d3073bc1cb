using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Python.Requirements;

/// <summary>A dependency as PEP 508 writes it.</summary>
/// <param name="Name">The distribution's name as written.</param>
internal sealed record Requirement(string Name)
{
    /// <summary>Extras, as written, sorted.</summary>
    public EquatableArray<string> Extras { get; init; }

    /// <summary>Version specifiers such as <c>&gt;=1.2</c>, without blanks, in writing order.</summary>
    public EquatableArray<string> Specifiers { get; init; }

    /// <summary>The URL of a direct reference; null: none.</summary>
    public string? Url { get; init; }

    /// <summary>The environment it applies in; null: all.</summary>
    public Marker? Marker { get; init; }

    /// <summary>Reads a requirement.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="RequirementException">It is none.</exception>
    public static Requirement Parse(string text) => new RequirementParser(text).Read();

    /// <summary>The same requirement under the one condition more that <c>[extra]</c> is asked for.</summary>
    /// <param name="extra">The extra's name.</param>
    public Requirement ForExtra(string extra) =>
        this with { Marker = Requirements.Marker.And(Marker, new MarkerComparison("extra", "==", $"\"{extra}\"")) };

    /// <summary>The same requirement at exactly one version.</summary>
    /// <param name="version">PEP 440.</param>
    public Requirement Pin(string version) => this with { Specifiers = EquatableArray.Of("==" + version), Url = null };

    /// <summary>A form in which two spellings of one requirement are equal.</summary>
    public string ToCanonicalString() =>
        (this with
        {
            Name = PackageName.Normalize(Name),
            Extras = Extras.Select(PackageName.Normalize).Order(StringComparer.Ordinal).ToEquatableArray(),
            Specifiers = Specifiers.Order(StringComparer.Ordinal).ToEquatableArray(),
            Marker = Marker?.ToCanonical(),
        }).ToString();

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = Name;
        if (!Extras.IsEmpty) text += $"[{string.Join(',', Extras)}]";
        if (Url is not null) text += " @ " + Url;
        text += string.Join(',', Specifiers);

        // A URL may itself hold a semicolon, so a blank must stand before ours.
        return Marker is null ? text : text + (Url is null ? "; " : " ; ") + Marker;
    }
}
