using Legion.Build.Manifest.Checks;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>What each kind of artifact has of its own.</summary>
internal sealed partial class ManifestBinder
{
    private Chart Chart(string name, YamlMapping map) => new(name, PathCheck.Normal(map.Scalar("path"), findings) ?? string.Empty)
    {
        Description = map.Text("description"),
        Docs = Docs(map, out var more),
        MoreDocs = more,
        Destinations = places!.Destinations.Over(places.OfCharts, map, ArtifactKind.Chart),
        InstallAfter = map.Texts("installAfter"),
        Images = map.Texts("images"),
        Values = map.Settings("values"),
        Dependencies = map.Texts("dependencies"),
    };

    private PythonPackage Python(string name, YamlMapping map) => new(name, PathCheck.Normal(map.Scalar("path"), findings) ?? string.Empty)
    {
        Description = map.Text("description"),
        Docs = Docs(map, out var more),
        MoreDocs = more,
        Destinations = places!.Destinations.Over(places.OfPython, map, ArtifactKind.Python),
        VersionFile = PathCheck.Normal(map.Scalar("versionFile"), findings),
        Builder = map.Text("builder") switch
        {
            "native" => PythonBuilder.Native,
            "backend" => PythonBuilder.Backend,
            _ => PythonBuilder.Auto,
        },
        Dependencies = map.Texts("dependencies"),
        ConfigSettings = map.Settings("configSettings"),
    };

    private Image Image(string name, YamlMapping map)
    {
        ImageCheck.Check(map, findings);
        return new(name)
        {
            Description = map.Text("description"),
            Docs = Docs(map, out var more),
            MoreDocs = more,
            Destinations = places!.Destinations.Over(places.OfImages, map, ArtifactKind.Image),
            Dockerfile = PathCheck.Normal(map.Scalar("dockerfile"), findings),
            Project = PathCheck.Normal(map.Scalar("project"), findings),
            Target = map.Text("target"),
            Sources = Paths(map.Items("sources")),
            Args = map.Settings("args"),
            Platforms = map.Texts("platforms"),
            Labels = map.Settings("labels"),
            Component = map.Flag("component", otherwise: true),
            Engine = map.Text("engine"),
            Network = map.Text("network"),
            Secrets = Secrets(map.Items("secrets")),
            CacheFrom = map.Texts("cacheFrom"),
            CacheTo = map.Texts("cacheTo"),
        };
    }

    /// <summary>The first documentation link, and the others.</summary>
    private string? Docs(YamlMapping map, out EquatableArray<string> more)
    {
        more = default;
        var items = map.Items("docs");
        string? first = null;
        List<string>? others = null;
        foreach (var item in items)
        {
            if (item is not YamlScalar { IsNull: false, Text.Length: > 0 } scalar || PathCheck.Link(scalar, findings) is not { } link) continue;
            if (first is null) first = link;
            else (others ??= []).Add(link);
        }

        if (others is not null) more = others.ToEquatableArray();
        return first;
    }

    private EquatableArray<string> Paths(YamlNode[] items)
    {
        if (items.Length == 0) return default;
        var paths = new string[items.Length];
        for (var i = 0; i < paths.Length; i++)
        {
            paths[i] = items[i] is YamlScalar { IsNull: false, Text.Length: > 0 } scalar ? PathCheck.Normal(scalar, findings) ?? string.Empty : string.Empty;
        }

        return new(paths);
    }

    private static EquatableArray<BuildSecret> Secrets(YamlNode[] items)
    {
        if (items.Length == 0) return default;
        var secrets = new BuildSecret[items.Length];
        for (var i = 0; i < secrets.Length; i++)
        {
            var map = items[i] as YamlMapping;
            secrets[i] = new(map.Text("id") ?? string.Empty, map.Text("env"), map.Text("file"));
        }

        return new(secrets);
    }
}
