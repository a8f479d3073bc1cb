using System.Text.Json;
using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Record;

/// <summary>Reads and writes the build record. Equal records give equal bytes: no clock, no absolute path, a fixed order.</summary>
public static class BuildRecordFile
{
    /// <summary>What stands under <c>apiVersion</c>; a reader refuses any other.</summary>
    internal const string ApiVersion = "legion.build/record/v1";

    /// <summary>Writes the record whole, unless the file holds just that already.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="record">The record.</param>
    /// <returns>True when the file was written.</returns>
    public static bool Write(string path, BuildRecord record) => AtomicFile.WriteIfChanged(path, BuildRecordWriter.ToJson(record, withReasons: false));

    /// <summary>Writes the record together with what was rebuilt and why: what one step of a build tells the next.</summary>
    /// <param name="path">Absolute path, below <c>obj/</c>.</param>
    /// <param name="record">The record.</param>
    public static void WriteWithReasons(string path, BuildRecord record) => AtomicFile.Write(path, BuildRecordWriter.ToJson(record, withReasons: true));

    /// <summary>Reads a record.</summary>
    /// <param name="path">Absolute path.</param>
    /// <returns>Null when there is no file.</returns>
    /// <exception cref="InvalidDataException">The file is no build record; the message says which file and why.</exception>
    public static BuildRecord? TryRead(string path)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return BuildRecordReader.Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{path} is no build record this version reads ({e.Message}). Delete it and build again.", e);
        }
    }
}
