using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Checks;

/// <summary>What only images have.</summary>
internal static class ImageCheck
{
    private static readonly string[] OfDockerfile = ["target", "sources", "args", "engine", "network", "secrets", "cacheFrom", "cacheTo"];

    // Go's names of systems and architectures that image builders know (OCI image specification, platform).
    private static readonly string[] Systems = ["linux", "windows", "darwin", "freebsd", "netbsd", "openbsd", "solaris", "illumos", "wasip1"];
    private static readonly string[] Architectures =
        ["amd64", "arm64", "arm", "386", "ppc64le", "ppc64", "s390x", "riscv64", "loong64", "mips", "mipsle", "mips64", "mips64le", "wasm"];

    public static void Check(YamlMapping map, Findings findings)
    {
        if (map.Scalar("project") is not null)
        {
            foreach (var key in OfDockerfile)
            {
                if (map.Find(key) is { } entry) findings.Add(ManifestRules.KeyWithoutDockerfile, entry.KeySpan, key);
            }
        }

        foreach (var platform in map.Items("platforms")) Platform(platform as YamlScalar, findings);
        foreach (var entry in map.Map("args")?.Entries ?? []) Name(entry, "build argument", IsVariable, "it takes letters, digits and '_', not beginning with a digit", findings);
        foreach (var entry in map.Map("labels")?.Entries ?? []) Name(entry, "label", IsLabel, "it takes any characters but blanks and '='", findings);
        foreach (var secret in map.Items("secrets")) Secret(secret as YamlMapping, findings);
    }

    private static void Platform(YamlScalar? node, Findings findings)
    {
        if (node is null || !node.IsText) return;
        var parts = node.Text.Split('/');
        var known = parts.Length is 2 or 3 && Array.IndexOf(Systems, parts[0]) >= 0 && Array.IndexOf(Architectures, parts[1]) >= 0
            && (parts.Length == 2 || (parts[2].Length > 0 && parts[2].All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.')));
        if (known) return;
        var nearest = Nearest(parts);
        findings.AddWithSuggestion(ManifestRules.InvalidPlatform, node.Span, nearest, node.Text, nearest is null ? string.Empty : "; did you mean '" + nearest + "'?");
    }

    private static string? Nearest(string[] parts)
    {
        var architecture = parts[parts.Length > 1 ? 1 : 0];
        var system = parts.Length > 1 ? Spelling.Nearest(parts[0], Systems) : "linux";
        var nearest = architecture.ToLowerInvariant() switch
        {
            "x86_64" or "x64" or "x86-64" => "amd64",
            "aarch64" or "armv8" => "arm64",
            "x86" or "i386" or "i686" => "386",
            _ => Spelling.Nearest(architecture, Architectures),
        };
        return system is null || nearest is null ? null : system + "/" + nearest;
    }

    private static void Secret(YamlMapping? map, Findings findings)
    {
        if (map?.Scalar("id") is { } id && id.Text.Any(static c => c <= ' ' || c is ',' or '='))
        {
            findings.Add(ManifestRules.InvalidSettingName, id.Span, id.Text, "secret", "its id takes no blank, comma or '='");
        }

        if (map?.Scalar("env") is { } variable && !IsVariable(variable.Text))
        {
            findings.Add(ManifestRules.InvalidSettingName, variable.Span, variable.Text, "environment variable", "it takes letters, digits and '_', not beginning with a digit");
        }
    }

    private static void Name(YamlEntry entry, string noun, Func<string, bool> accepts, string rule, Findings findings)
    {
        if (entry.Key is { } name && !accepts(name)) findings.Add(ManifestRules.InvalidSettingName, entry.KeySpan, name, noun, rule);
    }

    private static bool IsVariable(string name) => name.Length > 0 && name[0] is not (>= '0' and <= '9')
        && name.All(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');

    private static bool IsLabel(string name) => name.Length > 0 && !name.Any(static c => c <= ' ' || c == '=');
}
