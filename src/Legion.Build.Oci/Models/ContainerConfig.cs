using System.Collections.Immutable;
using System.Text.Json;
using Legion.Build.Oci.Json;

namespace Legion.Build.Oci.Models;

/// <summary>What a container started from the image begins with (image-spec, config.md "config", and Docker's members beside it).</summary>
public sealed record ContainerConfig
{
    /// <summary>User and group; null: root.</summary>
    public string? User { get; init; }

    /// <summary>Ports, <c>80/tcp</c>.</summary>
    public ImmutableSortedSet<string> ExposedPorts { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Environment, <c>NAME=value</c>, in order.</summary>
    public ImmutableArray<string> Env { get; init; } = [];

    /// <summary>The program; null: none.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Arguments, or the program where there is no entry point; null: none.</summary>
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>Folders kept apart from the container.</summary>
    public ImmutableSortedSet<string> Volumes { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Where the program starts; null: the root.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The signal that ends it; null: SIGTERM.</summary>
    public string? StopSignal { get; init; }

    /// <summary>Docker: how it is known to be well; null: not checked.</summary>
    public Healthcheck? Healthcheck { get; init; }

    /// <summary>Docker: instructions a build from this image begins with.</summary>
    public ImmutableArray<string> OnBuild { get; init; } = [];

    /// <summary>Docker: the shell of later shell-form instructions; null: the default one.</summary>
    public IReadOnlyList<string>? Shell { get; init; }

    /// <summary>Docker on Windows: the command is escaped already.</summary>
    public bool ArgsEscaped { get; init; }

    internal static ContainerConfig Read(JsonElement json) => new()
    {
        User = NullIfEmpty(json.OptionalString("User")),
        ExposedPorts = json.Keys("ExposedPorts"),
        Env = json.OptionalStrings("Env") ?? [],
        Entrypoint = json.OptionalStrings("Entrypoint"),
        Cmd = json.OptionalStrings("Cmd"),
        Volumes = json.Keys("Volumes"),
        WorkingDir = NullIfEmpty(json.OptionalString("WorkingDir")),
        Labels = json.StringMap("Labels"),
        StopSignal = NullIfEmpty(json.OptionalString("StopSignal")),
        Healthcheck = json.TryMember("Healthcheck", out _) ? Healthcheck.Read(json.RequiredObject("Healthcheck")) : null,
        OnBuild = json.OptionalStrings("OnBuild") ?? [],
        Shell = json.OptionalStrings("Shell"),
        ArgsEscaped = json.OptionalBoolean(nameof(ArgsEscaped)),
    };

    internal void Write(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject(name);
        writer.Optional("User", User);
        writer.OptionalSet("ExposedPorts", ExposedPorts);
        writer.Optional("Env", Env.IsDefaultOrEmpty ? null : Env);
        writer.Optional("Entrypoint", Entrypoint);
        writer.Optional("Cmd", Cmd);
        writer.OptionalSet("Volumes", Volumes);
        writer.Optional("WorkingDir", WorkingDir);
        writer.Optional("Labels", Labels);
        writer.Optional("StopSignal", StopSignal);
        if (ArgsEscaped)
            writer.WriteBoolean(nameof(ArgsEscaped), value: true);
        Healthcheck?.Write(writer);
        writer.Optional("OnBuild", OnBuild.IsDefaultOrEmpty ? null : OnBuild);
        writer.Optional("Shell", Shell);
        writer.WriteEndObject();
    }

    // Docker writes members it does not set as empty strings; both mean the same.
    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
