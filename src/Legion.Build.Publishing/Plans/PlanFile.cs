using System.Text.Encodings.Web;
using System.Text.Json;
using Legion.Build.Artifacts.Files;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Publishing.Plans;

/// <summary>Reads and writes <c>plan.json</c>. Equal plans give equal bytes.</summary>
public static class PlanFile
{
    /// <summary>The file's name below the output folder.</summary>
    public const string FileName = "plan.json";

    private const string ApiVersion = "legion.build/plan/v1";
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a plan whole.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="plan">The plan.</param>
    public static void Write(string path, ReleasePlan plan)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", ApiVersion);
            json.WriteString("product", plan.Product);
            json.WriteString("channel", plan.Channel);
            json.WriteString("version", plan.Version);
            if (!plan.Substituted.IsEmpty)
            {
                json.WriteStartArray("substituted");
                foreach (var address in plan.Substituted) WriteSubstitution(json, address);
                json.WriteEndArray();
            }

            json.WriteStartArray("steps");
            foreach (var step in plan.Steps) WriteStep(json, step);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        AtomicFile.Write(path, buffer.ToArray());
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">Absolute path.</param>
    /// <exception cref="InvalidDataException">There is no file, or it is no plan; the message says which and why.</exception>
    public static ReleasePlan Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var api = ReleaseItemJson.Text(root, "apiVersion");
            if (api != ApiVersion) throw new FormatException($"its apiVersion is '{api}' where '{ApiVersion}' is read");
            return new()
            {
                Product = ReleaseItemJson.Text(root, "product"),
                Channel = ReleaseItemJson.Text(root, "channel"),
                Version = ReleaseItemJson.Text(root, "version"),
                Substituted = root.TryGetProperty("substituted", out var substituted) ? substituted.EnumerateArray().Select(ReadSubstitution).ToEquatableArray() : default,
                Steps = root.GetProperty("steps").EnumerateArray().Select(ReadStep).ToEquatableArray(),
            };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"There is no plan at {path}. Make it with -t:Plan.", e);
        }
        catch (Exception e) when (e is IOException or JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is no plan this version reads ({e.Message}). Make it again with -t:Plan.", e);
        }
    }

    private static void WriteSubstitution(Utf8JsonWriter json, AddressSubstitution address)
    {
        json.WriteStartObject();
        json.WriteString("repository", address.Repository);
        json.WriteString("what", address.What);
        if (address.Manifest is not null) json.WriteString("manifest", address.Manifest);
        if (address.Actual is not null) json.WriteString("actual", address.Actual);
        json.WriteEndObject();
    }

    private static AddressSubstitution ReadSubstitution(JsonElement json) =>
        new(ReleaseItemJson.Text(json, "repository"), ReleaseItemJson.Text(json, "what"), Optional(json, "manifest"), Optional(json, "actual"));

    private static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void WriteStep(Utf8JsonWriter json, PlanStep step)
    {
        json.WriteStartObject();
        json.WriteString("phase", ReleaseItemJson.Name(step.Phase));
        json.WriteString("why", ReleaseItemJson.Name(step.Reason));
        if (step.Found is not null) json.WriteString("found", step.Found);
        if (step.Newer is not null) json.WriteString("newer", step.Newer);
        ReleaseItemJson.WriteFields(json, step.Item);
        json.WriteEndObject();
    }

    private static PlanStep ReadStep(JsonElement json) => new(
        Enum.Parse<StepPhase>(ReleaseItemJson.Text(json, "phase"), ignoreCase: true),
        ReleaseItemJson.Read(json),
        Enum.Parse<StepReason>(ReleaseItemJson.Text(json, "why"), ignoreCase: true),
        Optional(json, "found"))
    {
        Newer = Optional(json, "newer"),
    };
}
