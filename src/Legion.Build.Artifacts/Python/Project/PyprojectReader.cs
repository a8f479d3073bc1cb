using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Project;

/// <summary>Reads and checks <c>pyproject.toml</c> (PEP 518, PEP 621, PEP 639).</summary>
internal sealed partial class PyprojectReader
{
    private readonly string path;
    private readonly Findings findings;

    private PyprojectReader(string path, Findings findings)
    {
        this.path = path;
        this.findings = findings;
    }

    /// <summary>Reads a file's content.</summary>
    /// <param name="path">Absolute path, for findings.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="findings">Where findings go.</param>
    /// <returns>Null when it is no TOML.</returns>
    public static Pyproject? Read(string path, ReadOnlyMemory<byte> content, Findings findings)
    {
        var root = TomlReader.Read(content.Span, out var error);
        if (root is null)
        {
            findings.Add(PythonRules.TomlSyntax, new(path, error!.Span), error.Message);
            return null;
        }

        var reader = new PyprojectReader(path, findings);
        return new Pyproject
        {
            Path = path,
            Text = System.Text.Encoding.UTF8.GetString(content.Span).TrimStart('\uFEFF'),
            Root = root,
            BuildSystem = reader.ReadBuildSystem(root),
            Project = reader.ReadProject(root),
        };
    }

    private BuildSystem ReadBuildSystem(TomlTable root)
    {
        if (new TableBinder(root, "", path, findings).SubTable("build-system") is not { } table) return BuildSystem.Default;
        table.RefuseUnknownKeys(["requires", "build-backend", "backend-path"]);
        var requires = table.Strings("requires").Select(static s => s.Value).ToList();
        if (table.Table.Find("requires") is null) table.Refuse(table.Table.Span, "[build-system] needs 'requires' (PEP 518), such as requires = [\"hatchling\"]");
        return new BuildSystem(
            table.String("build-backend") ?? BuildSystem.Default.Backend,
            [.. table.Strings("backend-path").Select(static s => s.Value)],
            requires,
            Declared: true);
    }

    private ProjectMetadata? ReadProject(TomlTable root)
    {
        if (new TableBinder(root, "", path, findings).SubTable("project") is not { } table) return null;
        var unknown = table.WarnOfUnknownKeys(Keys);
        var name = ReadName(table);
        if (name is null) return null;

        var dynamic = ReadDynamic(table);
        var metadata = new ProjectMetadata
        {
            Name = name,
            NameSpan = table.ValueSpan("name"),
            Version = table.String("version"),
            VersionSpan = table.ValueSpan(table.Table.Find("version") is null ? "dynamic" : "version"),
            Dynamic = dynamic,
            UnknownKeys = unknown,
            Description = ReadDescription(table),
            Readme = ReadReadme(table),
            ReadmeSpan = table.ValueSpan("readme"),
            RequiresPython = ReadRequiresPython(table),
            LicenseSpan = table.ValueSpan("license"),
            LicenseFiles = ReadLicenseFiles(table),
            Authors = ReadPeople(table, "authors"),
            Maintainers = ReadPeople(table, "maintainers"),
            Keywords = [.. table.Strings("keywords").Select(static s => s.Value)],
            Urls = ReadUrls(table),
            EntryPoints = ReadEntryPoints(table),
            Dependencies = ReadRequirements(table, "dependencies"),
            Extras = ReadExtras(table),
        };
        metadata = ReadLicense(table, metadata);
        return metadata with { Classifiers = ReadClassifiers(table, metadata) };
    }

    private string? ReadName(TableBinder table)
    {
        if (table.Table.Find("name") is null)
        {
            table.Refuse(table.Table.Span, "[project] needs a 'name' (PEP 621)");
            return null;
        }

        if (table.String("name") is not { } name) return null;
        if (Names.PackageName.IsValid(name)) return name;
        findings.Add(PythonRules.RefusedName, new(path, table.ValueSpan("name")), name, "a name has ASCII letters, digits, '.', '_' and '-', and begins and ends with a letter or digit (PEP 508)");
        return null;
    }

    private static List<string> ReadDynamic(TableBinder table)
    {
        var dynamic = new List<string>();
        foreach (var field in table.Strings("dynamic"))
        {
            if (field.Value == "name") table.Refuse(field.Span, "'name' cannot be dynamic (PEP 621)");
            else if (!Keys.Contains(field.Value)) table.Refuse(field.Span, $"'{field.Value}' is no field of [project]" + (Spelling.Nearest(field.Value, Keys) is { } near ? $"; did you mean '{near}'?" : ""));
            else if (table.Table.Find(field.Value) is { } fixedField) table.Refuse(field.Span, $"'{field.Value}' is dynamic and given in line {fixedField.KeySpan.StartLine + 1}; keep one of them");
            else dynamic.Add(field.Value);
        }

        if (table.Table.Find("version") is null && !dynamic.Contains("version"))
        {
            table.Refuse(table.Table.Span, "[project] needs dynamic = [\"version\"], so that the build's version is stamped, or a 'version'");
        }

        return dynamic;
    }

    private static string? ReadDescription(TableBinder table)
    {
        var description = table.String("description");
        if (description?.AsSpan().ContainsAny('\n', '\r') == true) table.Refuse(table.ValueSpan("description"), "'description' must be one line; the readme is the place for more");
        return description;
    }

    private string? ReadRequiresPython(TableBinder table)
    {
        var python = table.String("requires-python");
        if (python is not null && !Requirements.VersionSpecifier.IsSet(python))
        {
            findings.Add(PythonRules.InvalidRequirement, new(path, table.ValueSpan("requires-python")), python, "write version specifiers like '>=3.10'");
        }

        return python;
    }

    private static List<Person> ReadPeople(TableBinder table, string key)
    {
        var people = new List<Person>();
        foreach (var person in table.Tables(key))
        {
            person.RefuseUnknownKeys(["name", "email"]);
            var (name, email) = (person.String("name"), person.String("email"));
            if (name is null && email is null) person.Refuse(person.Table.Span, $"an entry of '{person.Name}' needs a 'name' or an 'email'");
            else if (email is not null && !email.Contains('@', StringComparison.Ordinal)) person.Refuse(person.ValueSpan("email"), $"'{email}' is no mail address");
            else people.Add(new Person(name, email));
        }

        return people;
    }

    private static List<KeyValuePair<string, string>> ReadUrls(TableBinder table)
    {
        var urls = new List<KeyValuePair<string, string>>();
        foreach (var (entry, url) in table.StringMap("urls"))
        {
            // PyPI takes labels of up to 32 characters and links with these schemes (warehouse, forklift/metadata.py).
            if (entry.Key.Length > 32) table.Refuse(entry.KeySpan, $"the label '{entry.Key}' has {entry.Key.Length} characters; an index takes 32");
            else if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || (parsed.Scheme is not ("http" or "https" or "mailto" or "git" or "ftp"))) table.Refuse(entry.Value.Span, $"'{url}' is no absolute URL");
            else urls.Add(new(entry.Key, url));
        }

        return urls;
    }
}
