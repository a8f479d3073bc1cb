using Legion.Build.Artifacts.Python.Checks;
using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Project;

/// <content>Readme, license, classifiers.</content>
internal sealed partial class PyprojectReader
{
    private Readme? ReadReadme(TableBinder table)
    {
        switch (table.Table.Find("readme")?.Value)
        {
            case null:
                return null;
            case TomlString file:
                if (ReadmeTypes.TryGetValue(Path.GetExtension(file.Value), out var type)) return new Readme(file.Value, "", type);
                findings.Add(PythonRules.ReadmeWillNotRender, new(path, file.Span), $"the type of '{file.Value}' is not known; write readme = {{ file = \"{file.Value}\", content-type = \"text/markdown\" }}");
                return null;
            case TomlTable:
                return ReadReadmeTable(table.SubTable("readme")!);
            case var other:
                table.Refuse(other.Span, $"'project.readme' must be a file's path or a table, and is a {other.Kind}");
                return null;
        }
    }

    private Readme? ReadReadmeTable(TableBinder readme)
    {
        readme.RefuseUnknownKeys(["file", "text", "content-type"]);
        var (file, text, type) = (readme.String("file"), readme.String("text"), readme.String("content-type"));
        if (file is null == text is null)
        {
            readme.Refuse(readme.Table.Span, "'project.readme' needs either 'file' or 'text'");
            return null;
        }

        // PEP 621 asks for the type in the table; a file's ending is as good where it is known.
        if (type is null && file is not null && ReadmeTypes.TryGetValue(Path.GetExtension(file), out var known)) type = known;
        if (type is null || !ReadmeTypes.ContainsValue(type.Split(';')[0].Trim()))
        {
            findings.Add(PythonRules.ReadmeWillNotRender, new(path, readme.ValueSpan("content-type")), type is null ? "its content-type is missing: text/markdown, text/x-rst or text/plain" : $"no index renders '{type}': text/markdown, text/x-rst or text/plain");
            return null;
        }

        return new Readme(file, text ?? "", type);
    }

    private ProjectMetadata ReadLicense(TableBinder table, ProjectMetadata metadata)
    {
        switch (table.Table.Find("license")?.Value)
        {
            case null:
                return metadata;
            case TomlString expression:
                var normal = LicenseExpression.Normalize(expression.Value, out var unknown, out var error);
                if (normal is null) findings.Add(PythonRules.InvalidLicense, new(path, expression.Span), expression.Value, error);
                foreach (var id in normal is null ? [] : unknown) findings.Add(PythonRules.UnknownLicense, new(path, expression.Span), id, LicenseExpression.Suggest(id));
                return metadata with { LicenseExpression = normal };
            case TomlTable:
                var license = table.SubTable("license")!;
                license.RefuseUnknownKeys(["file", "text"]);
                var (file, text) = (license.String("file"), license.String("text"));
                if (file is null == text is null) license.Refuse(license.Table.Span, "'project.license' needs either 'file' or 'text', or is an SPDX expression like \"MIT\" (PEP 639)");
                if (table.Table.Find("license-files") is { } files) table.Refuse(files.KeySpan, "'license-files' goes with an SPDX expression, not with a license table (PEP 639)");
                return metadata with { LicenseFile = file, LicenseText = text };
            case var other:
                table.Refuse(other.Span, $"'project.license' must be an SPDX expression or a table, and is a {other.Kind}");
                return metadata;
        }
    }

    private static IReadOnlyList<string>? ReadLicenseFiles(TableBinder table)
    {
        if (table.Table.Find("license-files") is not { } entry) return null;

        // Hatchling's form before PEP 639 was settled: { paths = […] } or { globs = […] }.
        if (entry.Value is TomlTable)
        {
            var draft = table.SubTable("license-files")!;
            draft.RefuseUnknownKeys(["paths", "globs"]);
            return [.. draft.Strings("paths").Concat(draft.Strings("globs")).Select(static s => s.Value)];
        }

        foreach (var pattern in table.Strings("license-files"))
        {
            if (pattern.Value.StartsWith('/') || pattern.Value.Contains('\\', StringComparison.Ordinal) || pattern.Value.Split('/').Contains(".."))
            {
                table.Refuse(pattern.Span, $"'{pattern.Value}' must be relative, with forward slashes and without '..' (PEP 639)");
            }
        }

        return [.. table.Strings("license-files").Select(static s => s.Value)];
    }

    private List<string> ReadClassifiers(TableBinder table, ProjectMetadata metadata)
    {
        var classifiers = new List<string>();
        foreach (var classifier in table.Strings("classifiers"))
        {
            classifiers.Add(classifier.Value);
            if (metadata.LicenseExpression is not null && classifier.Value.StartsWith("License ::", StringComparison.Ordinal))
            {
                findings.Add(PythonRules.LicenseSaidTwice, new(path, classifier.Span), classifier.Value);
            }
            else if (!TroveClassifiers.IsKnown(classifier.Value))
            {
                findings.Add(PythonRules.UnknownClassifier, new(path, classifier.Span), classifier.Value, TroveClassifiers.Suggest(classifier.Value));
            }
        }

        return classifiers;
    }
}
