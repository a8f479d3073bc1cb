using System.Globalization;
using System.Text.Json;
using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Benchmarks.Python;

/// <summary>toml-test's cases, read from a copy of its <c>tests</c> folder, asked of the TOML reader.</summary>
/// <remarks><c>-- vectors toml FOLDER</c>; the cases of TOML 1.0.0 are those its own list names. Nothing of them is kept.</remarks>
internal static class TomlVectors
{
    /// <summary>Runs all cases and prints how many passed, and each that did not.</summary>
    public static void Run(string folder, TextWriter output)
    {
        var (valid, invalid, validPassed, invalidPassed) = (0, 0, 0, 0);
        foreach (var path in File.ReadLines(Path.Join(folder, "files-toml-1.0.0")).Where(static l => l.EndsWith(".toml", StringComparison.Ordinal)))
        {
            var root = TomlReader.Read(File.ReadAllBytes(Path.Join(folder, path)), out var error);
            if (path.StartsWith("invalid/", StringComparison.Ordinal))
            {
                invalid++;
                if (root is null) invalidPassed++;
                else output.WriteLine(path + ": read, and must not be");
                continue;
            }

            valid++;
            using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Join(folder, Path.ChangeExtension(path, ".json"))));
            var difference = root is null ? error!.Message : Difference(root, expected.RootElement, "");
            if (difference is null) validPassed++;
            else output.WriteLine($"{path}: {difference}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"TOML 1.0.0: valid {validPassed} of {valid}, invalid {invalidPassed} of {invalid}"));
    }

    private static string? Difference(TomlValue value, JsonElement expected, string at)
    {
        switch (value)
        {
            case TomlTable table:
                if (expected.ValueKind != JsonValueKind.Object) return at + " is a table";
                var names = expected.EnumerateObject().Select(static p => p.Name).ToHashSet(StringComparer.Ordinal);
                if (!names.SetEquals(table.Entries.Select(static e => e.Key))) return at + " has other keys";
                return table.Entries.Select(e => Difference(e.Value, expected.GetProperty(e.Key), at + "." + e.Key)).FirstOrDefault(static d => d is not null);
            case TomlArray array:
                if (expected.ValueKind != JsonValueKind.Array || expected.GetArrayLength() != array.Items.Count) return at + " is an array of " + array.Items.Count.ToString(CultureInfo.InvariantCulture);
                return array.Items.Select((item, i) => Difference(item, expected[i], at + "[]")).FirstOrDefault(static d => d is not null);
            default:
                if (expected.ValueKind != JsonValueKind.Object || !expected.TryGetProperty("type", out var type)) return at + " is " + value.Kind;
                return Same(value, type.GetString()!, expected.GetProperty("value").GetString()!) ? null : $"{at} is {value}, expected {expected}";
        }
    }

    private static bool Same(TomlValue value, string type, string text) => (value, type) switch
    {
        (TomlString s, "string") => s.Value == text,
        (TomlBoolean b, "bool") => b.Value == (text == "true"),
        (TomlInteger i, "integer") => i.Value == long.Parse(text, CultureInfo.InvariantCulture),
        (TomlFloat f, "float") => double.IsNaN(f.Value) ? text.EndsWith("nan", StringComparison.Ordinal) : f.Value.Equals(text.TrimStart('+') is "inf" ? double.PositiveInfinity : text is "-inf" ? double.NegativeInfinity : double.Parse(text, CultureInfo.InvariantCulture)),
        (TomlDateTime { Type: TomlDateTimeType.Offset } t, "datetime") => DateTimeOffset.Parse(t.Value, CultureInfo.InvariantCulture) == DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
        (TomlDateTime { Type: TomlDateTimeType.Local } t, "datetime-local") => DateTime.Parse(t.Value, CultureInfo.InvariantCulture) == DateTime.Parse(text, CultureInfo.InvariantCulture),
        (TomlDateTime { Type: TomlDateTimeType.LocalDate } t, "date-local") => t.Value == text,
        (TomlDateTime { Type: TomlDateTimeType.LocalTime } t, "time-local") => TimeOnly.Parse(t.Value, CultureInfo.InvariantCulture) == TimeOnly.Parse(text, CultureInfo.InvariantCulture),
        _ => false,
    };
}
