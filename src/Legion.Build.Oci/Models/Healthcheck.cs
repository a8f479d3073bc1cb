using System.Text.Json;
using Legion.Build.Oci.Json;

namespace Legion.Build.Oci.Models;

/// <summary>Docker's health check in an image configuration; OCI reserves the member and leaves the meaning to Docker.</summary>
public sealed record Healthcheck
{
    /// <summary><c>NONE</c>, <c>CMD</c> and its arguments, or <c>CMD-SHELL</c> and a line; null: inherited.</summary>
    public IReadOnlyList<string>? Test { get; init; }

    /// <summary>Between checks, nanoseconds; null: the default.</summary>
    public long? Interval { get; init; }

    /// <summary>Of one check, nanoseconds; null: the default.</summary>
    public long? Timeout { get; init; }

    /// <summary>Before failures count, nanoseconds; null: the default.</summary>
    public long? StartPeriod { get; init; }

    /// <summary>Between checks in the start period, nanoseconds; null: the default.</summary>
    public long? StartInterval { get; init; }

    /// <summary>Failures in a row that make it unhealthy; null: the default.</summary>
    public long? Retries { get; init; }

    internal static Healthcheck Read(JsonElement json) => new()
    {
        Test = json.OptionalStrings("Test"),
        Interval = json.OptionalInt64("Interval"),
        Timeout = json.OptionalInt64("Timeout"),
        StartPeriod = json.OptionalInt64("StartPeriod"),
        StartInterval = json.OptionalInt64("StartInterval"),
        Retries = json.OptionalInt64("Retries"),
    };

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("Healthcheck");
        writer.Optional("Test", Test);
        Number(writer, "Interval", Interval);
        Number(writer, "Timeout", Timeout);
        Number(writer, "StartPeriod", StartPeriod);
        Number(writer, "StartInterval", StartInterval);
        Number(writer, "Retries", Retries);
        writer.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is not null)
            writer.WriteNumber(name, value.Value);
    }
}
