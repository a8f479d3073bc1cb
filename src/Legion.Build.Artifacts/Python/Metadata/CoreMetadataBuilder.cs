using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Artifacts.Python.Requirements;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Python.Metadata;

/// <summary>Turns <c>[project]</c> into core metadata of the lowest version that can say it.</summary>
internal static class CoreMetadataBuilder
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("()<>@,:;\".[]\\");

    /// <summary>Builds the metadata.</summary>
    /// <param name="project">The static metadata, readme text and pinned requirements filled in.</param>
    /// <param name="version">PEP 440.</param>
    /// <param name="licenseText">The text of a license given as text or file; null: none.</param>
    /// <param name="licenseFiles">Paths of the license files, as in the wheel's <c>licenses</c> folder.</param>
    public static CoreMetadata Build(ProjectMetadata project, string version, string? licenseText, IReadOnlyList<string> licenseFiles)
    {
        // PEP 639's two headers came with 2.4; all else has been there since 2.1, which every tool in use can read.
        var saysLicense = project.LicenseExpression is not null || project.LicenseFiles is not null;
        var fields = new List<MetadataField> { new("Metadata-Version", saysLicense ? "2.4" : "2.1"), new("Name", project.Name), new("Version", version) };
        Add("Summary", project.Description);
        AddAll("Project-URL", project.Urls.Select(static url => $"{url.Key}, {url.Value}"));
        AddPeople("Author", project.Authors);
        AddPeople("Maintainer", project.Maintainers);
        Add("License", licenseText?.TrimEnd());
        Add("License-Expression", project.LicenseExpression);
        if (saysLicense) AddAll("License-File", licenseFiles);
        if (project.Keywords.Count > 0) Add("Keywords", string.Join(',', project.Keywords));
        AddAll("Classifier", project.Classifiers);
        Add("Requires-Python", project.RequiresPython);
        AddAll("Requires-Dist", project.Dependencies.Select(static d => d.Requirement.ToString()));
        foreach (var extra in project.Extras)
        {
            var name = Names.PackageName.Normalize(extra.Name);
            Add("Provides-Extra", name);
            AddAll("Requires-Dist", extra.Requirements.Select(r => r.Requirement.ForExtra(name).ToString()));
        }

        Add("Description-Content-Type", project.Readme?.ContentType);
        return new CoreMetadata { Fields = fields.ToEquatableArray(), Description = project.Readme?.Text };

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) fields.Add(new(name, value));
        }

        void AddAll(string name, IEnumerable<string> values)
        {
            foreach (var value in values) Add(name, value);
        }

        // PEP 621: who has a mail address goes, name and all, into the -email header.
        void AddPeople(string name, IReadOnlyList<Person> people)
        {
            Add(name, string.Join(", ", people.Where(static p => p.Email is null).Select(static p => p.Name)));
            Add(name + "-email", string.Join(", ", people.Where(static p => p.Email is not null).Select(static p => p.Name is null ? p.Email : $"{Quote(p.Name)} <{p.Email}>")));
        }
    }

    /// <summary>Requirements with those on siblings of the manifest at exactly one version.</summary>
    /// <param name="requirements">As declared.</param>
    /// <param name="siblings">Names of the siblings.</param>
    /// <param name="version">PEP 440.</param>
    public static IReadOnlyList<DeclaredRequirement> Pin(IReadOnlyList<DeclaredRequirement> requirements, IEnumerable<string> siblings, string version)
    {
        var pinned = requirements.ToList();
        foreach (var sibling in siblings)
        {
            var found = false;
            for (var i = 0; i < pinned.Count; i++)
            {
                if (!Names.PackageName.AreEqual(pinned[i].Requirement.Name, sibling)) continue;
                pinned[i] = pinned[i] with { Requirement = pinned[i].Requirement.Pin(version) };
                found = true;
            }

            if (!found) pinned.Add(new(new Requirement(sibling).Pin(version), default));
        }

        return pinned;
    }

    // RFC 5322, 3.2.4: a display name with any of these must be quoted.
    private static string Quote(string name) =>
        name.AsSpan().ContainsAny(Special) ? "\"" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"" : name;
}
