using System.Text;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Python.Metadata;

/// <summary>The metadata of a wheel (<c>METADATA</c>) or sdist (<c>PKG-INFO</c>): headers in order, and the long description.</summary>
/// <remarks>Core metadata specification, https://packaging.python.org/specifications/core-metadata/.</remarks>
public sealed record CoreMetadata
{
    /// <summary>The headers in file order, without <c>Description</c>.</summary>
    public EquatableArray<MetadataField> Fields { get; init; }

    /// <summary>The long description; null: none.</summary>
    public string? Description { get; init; }

    /// <summary><c>Metadata-Version</c>, such as <c>2.1</c>; empty when it is missing.</summary>
    public string MetadataVersion => First("Metadata-Version") ?? "";

    /// <summary><c>Name</c> as written; empty when it is missing.</summary>
    public string Name => First("Name") ?? "";

    /// <summary><c>Version</c>, PEP 440; empty when it is missing.</summary>
    public string Version => First("Version") ?? "";

    /// <summary><c>Description-Content-Type</c>; null: none.</summary>
    public string? DescriptionContentType => First("Description-Content-Type");

    /// <summary>True when a <c>Private ::</c> classifier keeps the package off public indexes.</summary>
    public bool IsPrivate => All("Classifier").Any(static c => c.StartsWith("Private ::", StringComparison.Ordinal));

    /// <summary>Reads metadata.</summary>
    /// <param name="text">The file's text, e-mail headers (RFC 822) and a body.</param>
    /// <returns>What could be read; lines that are no header are left out.</returns>
    public static CoreMetadata Parse(string text)
    {
        var fields = new List<MetadataField>();
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var at = 0;
        for (; at < lines.Length && lines[at].Length > 0; at++)
        {
            var line = lines[at];
            if (line[0] is ' ' or '\t')
            {
                // Folded: what was indented by the writer, by eight blanks or up to a bar, is one level less here.
                if (fields.Count > 0) fields[^1] = fields[^1] with { Value = fields[^1].Value + "\n" + Unfold(line) };
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) fields.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        var body = at + 1 < lines.Length ? string.Join('\n', lines[(at + 1)..]) : "";
        var header = fields.Find(static f => f.Name.Equals("Description", StringComparison.OrdinalIgnoreCase));
        return new CoreMetadata
        {
            Fields = fields.Where(f => f != header).ToEquatableArray(),
            Description = body.Length > 0 ? body : header?.Value,
        };
    }

    /// <summary>The first value of a header, or null.</summary>
    /// <param name="name">The header; case does not matter.</param>
    public string? First(string name) => Fields.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>All values of a header, in order.</summary>
    /// <param name="name">The header; case does not matter.</param>
    public IEnumerable<string> All(string name) => Fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static f => f.Value);

    /// <summary>The form fields that PyPI's upload API takes for this metadata, in order, repeated where a header is.</summary>
    /// <remarks>
    /// Legacy upload API, https://docs.pypi.org/api/upload/: the header's name in lower case with <c>_</c>; the plural where the API kept its own.
    /// The file's own fields (<c>filetype</c>, <c>pyversion</c>, digests) are <see cref="DistributionFile"/>'s.
    /// </remarks>
    public IEnumerable<KeyValuePair<string, string>> ToUploadFields()
    {
        foreach (var field in Fields) yield return new(UploadName(field.Name), field.Value);
        if (Description is not null) yield return new("description", Description);
    }

    /// <summary>The file's text, UTF-8, line feeds.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var field in Fields)
        {
            text.Append(field.Name).Append(": ").Append(field.Value.ReplaceLineEndings("\n").Replace("\n", "\n        ", StringComparison.Ordinal)).Append('\n');
        }

        if (Description is not null) text.Append('\n').Append(Description.ReplaceLineEndings("\n"));
        return text.ToString();
    }

    private static string UploadName(string header) => header.ToLowerInvariant() switch
    {
        "classifier" => "classifiers",
        "project-url" => "project_urls",
        "license-file" => "license_files",
        var name => name.Replace('-', '_'),
    };

    private static string Unfold(string line)
    {
        if (line.StartsWith("       |", StringComparison.Ordinal)) return line[8..];
        return line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line.TrimStart();
    }
}
