using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Checks;

/// <summary>A repository's keys against its type.</summary>
internal static class RepositoryCheck
{
    private static readonly (string Key, RepositoryType[] Types)[] OnlyFor =
    [
        ("index", [RepositoryType.Pypi]),
        ("branch", [RepositoryType.HelmGit]),
        ("folder", [RepositoryType.HelmGit]),
        ("author", [RepositoryType.HelmGit]),
        ("message", [RepositoryType.HelmGit]),
        ("method", [RepositoryType.HelmHttp]),
        ("insecure", [RepositoryType.Oci, RepositoryType.HelmHttp, RepositoryType.HelmGit, RepositoryType.Pypi]),
        ("ca", [RepositoryType.Oci, RepositoryType.HelmHttp, RepositoryType.HelmGit, RepositoryType.Pypi]),
    ];

    public static void Check(string name, RepositoryType type, YamlMapping map, Findings findings)
    {
        foreach (var (key, types) in OnlyFor)
        {
            if (map.Find(key) is not { } entry || Array.IndexOf(types, type) >= 0) continue;
            var others = string.Join(", ", types.Select(AddressCheck.Spell));
            findings.Add(ManifestRules.UnfitKey, entry.KeySpan, key, AddressCheck.Spell(type), "; it belongs to " + others);
        }

        var insecure = map.Flag("insecure");
        AddressCheck.Check(name, type, insecure, map.Scalar("url"), findings);
        AddressCheck.Check(name, type, insecure, map.Scalar("push"), findings);
        AddressCheck.Check(name, type, insecure, map.Scalar("pull"), findings);
        if (type == RepositoryType.Pypi) AddressCheck.Check(name, type, insecure, map.Scalar("index"), findings);
        if (type == RepositoryType.HelmGit)
        {
            TemplateCheck.Check(map.Scalar("message"), TemplateCheck.InMessages, findings);
            PathCheck.Normal(map.Scalar("folder"), findings);
        }
    }
}
