using Legion.Build.Manifest.Checks;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>Makes the model of nodes whose structure was checked, and applies the rules that look at values.</summary>
internal sealed partial class ManifestBinder(Findings findings)
{
    private static readonly string[] ArtifactSections = ["charts", "images", "python"];
    private readonly StructureCheck structure = new(findings);
    private Places? places;

    /// <summary>Checks a manifest and binds it, but for what was taken of it before.</summary>
    public DistributionManifest? Bind(YamlMapping root)
    {
        structure.Check(root);
        places ??= new(root, this, findings);
        var (channels, repositories, destinations) = (places.Channels, places.Repositories, places.Destinations);
        var charts = takenCharts is null ? Section(root, "charts", Chart) : [.. takenCharts.Copy(0)];
        var images = takenImages is null ? Section(root, "images", Image) : [.. takenImages.Copy(0)];
        var python = takenPython is null ? Section(root, "python", Python) : [.. takenPython.Copy(0)];

        NameCheck.Identifiers(charts, findings);
        NameCheck.Identifiers(images, findings);
        NameCheck.Identifiers(python, findings);
        NameCheck.PythonNames(python, findings);
        new ReferenceCheck(root, findings, charts, images, python).Check();
        destinations.CheckWhole(root, charts, images, python);
        if (charts.Count + images.Count + python.Count == 0 && !HasArtifacts(root)) findings.Add(ManifestRules.NoArtifacts, StructureCheck.Head(root, root.Span));

        var product = NameCheck.Product(root.Scalar("product"), findings);
        var docs = root.Scalar("documentation");
        var documentation = docs is not null && PathCheck.IsWebUrl(docs.Text) ? docs.Text : PathCheck.Normal(docs, findings);
        var source = Source(root.Scalar("source"));
        return product is null ? null : new DistributionManifest
        {
            Product = product,
            Description = root.Text("description"),
            Documentation = documentation,
            Source = source,
            Channels = Good(channels),
            Repositories = Good(repositories),
            ChartDestinations = places.OfCharts,
            ImageDestinations = places.OfImages,
            PythonDestinations = places.OfPython,
            Charts = Good(charts),
            Images = Good(images),
            PythonPackages = Good(python),
        };
    }

    private List<Draft<T>> Section<T>(YamlMapping root, string key, Func<string, YamlMapping, T?> bind)
        where T : class
    {
        if (root.Map(key) is not { } section) return [];
        var drafts = new List<Draft<T>>(section.EntryArray.Length);
        foreach (var entry in section.EntryArray)
        {
            if (entry.Key is not { } name || !section.IsFirst(entry, name)) continue;
            if (Entry(entry, name, bind) is { } draft) drafts.Add(draft);
        }

        return drafts;
    }

    private Draft<T>? Entry<T>(YamlEntry entry, string name, Func<string, YamlMapping, T?> bind)
        where T : class
    {
        findings.Owner = entry;
        var model = bind(name, entry.Value as YamlMapping ?? YamlMapping.Nothing);
        findings.Owner = null;
        return model is null ? null : new(entry, model);
    }

    private EquatableArray<T> Good<T>(List<Draft<T>> drafts)
        where T : IEquatable<T>
    {
        var good = new T[drafts.Count];
        var count = 0;
        foreach (var draft in drafts)
        {
            if (!findings.Spoils(draft.Entry)) good[count++] = draft.Model;
        }

        if (count < good.Length) Array.Resize(ref good, count);
        return new(good);
    }

    private static bool HasArtifacts(YamlMapping root) => ArtifactSections.Any(k => root.Find(k)?.Value is { } value and not YamlScalar { IsNull: true } and not YamlMapping { Entries.Count: 0 });

    private string? Source(YamlScalar? node)
    {
        if (node is null || PathCheck.IsWebUrl(node.Text)) return node?.Text;
        findings.Add(ManifestRules.InvalidLink, node.Span, node.Text, "'source' is the http or https URL of a repository");
        return null;
    }

    private Channel Channel(string name, YamlMapping map)
    {
        foreach (var tag in map.Items("tags")) TemplateCheck.Check(tag as YamlScalar, TemplateCheck.InTags, findings);
        TemplateCheck.Check(map.Scalar("gitTag"), TemplateCheck.InTags, findings);
        var versions = map.Text("versions") switch
        {
            "stable" => VersionPolicy.Stable,
            "prerelease" => VersionPolicy.Prerelease,
            _ => VersionPolicy.Any,
        };
        return new(name, versions)
        {
            Mutable = map.Flag("mutable"),
            Description = map.Text("description"),
            FloatingTags = map.Texts("tags"),
            GitTag = map.Text("gitTag"),
        };
    }

    private Repository? Repository(string name, YamlMapping map)
    {
        RepositoryType? known = map.Text("type") switch
        {
            "oci" => RepositoryType.Oci,
            "helm-git" => RepositoryType.HelmGit,
            "helm-http" => RepositoryType.HelmHttp,
            "pypi" => RepositoryType.Pypi,
            "directory" => RepositoryType.Directory,
            _ => null,
        };
        if (known is not { } type) return null;
        RepositoryCheck.Check(name, type, map, findings);
        var url = map.Text("url");
        return new(name, type, map.Text("push") ?? url ?? string.Empty, map.Text("pull") ?? url ?? string.Empty)
        {
            Index = map.Text("index"),
            Access = map.Text("access") == "internal" ? RepositoryAccess.Internal : RepositoryAccess.Public,
            Description = map.Text("description"),
            Insecure = map.Flag("insecure"),
            CertificateAuthority = map.Text("ca"),
            Branch = map.Text("branch"),
            Folder = map.Text("folder"),
            Author = map.Text("author"),
            Message = map.Text("message"),
            Method = map.Text("method") == "post" ? UploadMethod.Post : UploadMethod.Put,
        };
    }
}
