using System.Text.Json;
using Legion.Build.Oci.Json;

namespace Legion.Build.Oci.Models;

/// <summary>What an image runs on (image-spec, image-index.md "platform").</summary>
/// <param name="Os">Go's operating system name, such as <c>linux</c>.</param>
/// <param name="Architecture">Go's architecture name, such as <c>amd64</c>.</param>
/// <param name="Variant">Such as <c>v8</c>; null: none.</param>
public sealed record Platform(string Os, string Architecture, string? Variant = null)
{
    /// <summary>Version of the operating system, for Windows; null: none.</summary>
    public string? OsVersion { get; init; }

    /// <summary>Features the operating system must have; null: none.</summary>
    public IReadOnlyList<string>? OsFeatures { get; init; }

    /// <summary>Linux on x86-64: what everything is built for unless said otherwise.</summary>
    public static Platform LinuxAmd64 { get; } = new("linux", "amd64");

    /// <summary>Reads <c>os/architecture[/variant]</c>, with the usual other names (x86_64, aarch64, …) put right.</summary>
    /// <param name="text">Such as <c>linux/arm64/v8</c>.</param>
    /// <returns>The platform.</returns>
    /// <exception cref="OciException">The text is no platform.</exception>
    public static Platform Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length is < 2 or > 3 || parts.Any(p => p.Length == 0))
            throw new OciException($"'{text}' is no platform: expected os/architecture or os/architecture/variant, such as linux/amd64.");
        var (architecture, variant) = Normalize(parts[1].ToLowerInvariant(), parts.Length == 3 ? parts[2].ToLowerInvariant() : null);
        return new Platform(parts[0].ToLowerInvariant(), architecture, variant);
    }

    /// <summary>Whether an image for this platform is right where <paramref name="wanted"/> is asked for.</summary>
    /// <param name="wanted">What is asked for.</param>
    /// <returns>True when system and architecture are equal and the variant does not contradict.</returns>
    public bool Satisfies(Platform wanted)
    {
        var (architecture, variant) = Normalize(Architecture, Variant);
        var (wantedArchitecture, wantedVariant) = Normalize(wanted.Architecture, wanted.Variant);
        return Os == wanted.Os && architecture == wantedArchitecture
            && (variant == wantedVariant || wantedVariant is null)
            && (wanted.OsVersion is null || wanted.OsVersion == OsVersion);
    }

    /// <summary><c>os/architecture[/variant]</c>.</summary>
    /// <returns>The platform as command lines write it.</returns>
    public override string ToString() => Os + "/" + Architecture + (Variant is null ? "" : "/" + Variant);

    internal static Platform Read(JsonElement json) =>
        new(json.OptionalString("os") ?? "", json.OptionalString("architecture") ?? "", json.OptionalString("variant"))
        {
            OsVersion = json.OptionalString("os.version"),
            OsFeatures = json.OptionalStrings("os.features"),
        };

    internal void Write(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject(name);
        writer.WriteString("architecture", Architecture);
        writer.WriteString("os", Os);
        writer.Optional("os.version", OsVersion);
        writer.Optional("os.features", OsFeatures);
        writer.Optional("variant", Variant);
        writer.WriteEndObject();
    }

    private static (string Architecture, string? Variant) Normalize(string architecture, string? variant) => (architecture, variant) switch
    {
        ("x86_64" or "x86-64" or "amd64", "v1" or null) => ("amd64", null),
        ("x86_64" or "x86-64", _) => ("amd64", variant),
        ("aarch64" or "arm64", "8" or "v8" or null) => ("arm64", null),
        ("armhf", null) => ("arm", "v7"),
        ("armel", null) => ("arm", "v6"),
        ("arm", null or "7") => ("arm", "v7"),
        ("i386", _) => ("386", variant),
        _ => (architecture, variant),
    };
}
