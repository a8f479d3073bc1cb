using System.Collections.Immutable;
using System.Text.Json;
using Legion.Build.Oci.Json;

namespace Legion.Build.Oci.Models;

/// <summary>An image's configuration: platform, run-time defaults, layers' contents, history (image-spec, config.md).</summary>
/// <remarks>Read from OCI's and Docker's form alike; members Docker writes about its own build (container, docker_version, …) are not kept.</remarks>
public sealed record ImageConfig
{
    /// <summary>What it runs on.</summary>
    public Platform Platform { get; init; } = Platform.LinuxAmd64;

    /// <summary>RFC 3339; null: not said.</summary>
    public string? Created { get; init; }

    /// <summary>Who made it; null: not said.</summary>
    public string? Author { get; init; }

    /// <summary>What a container begins with.</summary>
    public ContainerConfig Config { get; init; } = new();

    /// <summary>The layers' contents.</summary>
    public RootFs RootFs { get; init; } = RootFs.Empty;

    /// <summary>How it came to be, oldest first.</summary>
    public ImmutableArray<HistoryEntry> History { get; init; } = [];

    /// <summary>Reads a configuration of OCI or Docker.</summary>
    /// <param name="json">Its bytes.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="OciException">It is none.</exception>
    public static ImageConfig Parse(ReadOnlyMemory<byte> json) => JsonReading.Read(json, "The image configuration", root => new ImageConfig
    {
        Platform = Platform.Read(root),
        Created = root.OptionalString("created"),
        Author = root.OptionalString("author"),
        Config = root.TryMember("config", out _) ? ContainerConfig.Read(root.RequiredObject("config")) : new(),
        RootFs = ReadRootFs(root.RequiredObject("rootfs")),
        History = root.Objects("history", HistoryEntry.Read),
    });

    /// <summary>The configuration as JSON; the same value gives the same bytes everywhere.</summary>
    /// <returns>UTF-8.</returns>
    public byte[] ToBytes() => DeterministicJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.Optional("created", Created);
        writer.Optional("author", Author);
        writer.WriteString("architecture", Platform.Architecture);
        writer.Optional("variant", Platform.Variant);
        writer.WriteString("os", Platform.Os);
        writer.Optional("os.version", Platform.OsVersion);
        writer.Optional("os.features", Platform.OsFeatures);
        Config.Write(writer, "config");
        writer.WriteStartObject("rootfs");
        writer.WriteString("type", "layers");
        writer.Optional("diff_ids", [.. RootFs.DiffIds.Select(d => d.ToString())]);
        writer.WriteEndObject();
        WriteHistory(writer);
        writer.WriteEndObject();
    });

    private static RootFs ReadRootFs(JsonElement json) =>
        new([.. (json.OptionalStrings("diff_ids") ?? []).Select(Digest.Parse)]);

    private void WriteHistory(Utf8JsonWriter writer)
    {
        if (History.IsDefaultOrEmpty)
            return;
        writer.WriteStartArray("history");
        foreach (var entry in History)
            entry.Write(writer);
        writer.WriteEndArray();
    }
}
