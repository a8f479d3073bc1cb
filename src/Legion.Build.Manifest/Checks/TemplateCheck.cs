using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Checks;

/// <summary>Templates: text with <c>${name}</c> in it.</summary>
internal static class TemplateCheck
{
    public static readonly string[] InValues = ["repository", "version"];
    public static readonly string[] InTags = ["version", "major", "minor", "patch", "channel"];
    public static readonly string[] InMessages = ["version", "channel", "product"];

    /// <summary>Checks a template.</summary>
    /// <param name="node">The template.</param>
    /// <param name="names">What may stand in it.</param>
    /// <param name="findings">Where findings go.</param>
    /// <param name="image">Called with the name of each <c>${image:NAME}</c>; null where these may not stand.</param>
    public static void Check(YamlScalar? node, string[] names, Findings findings, Action<string>? image = null)
    {
        var text = node?.Text ?? string.Empty;
        for (var i = text.IndexOf("${", StringComparison.Ordinal); i >= 0; i = text.IndexOf("${", i + 2, StringComparison.Ordinal))
        {
            if (i > 0 && text[i - 1] == '$') continue;
            var end = text.IndexOf('}', i);
            if (end < 0)
            {
                findings.Add(ManifestRules.InvalidTemplate, node!.Span, "The '${' in '" + text + "' is not closed; write '}' after the name, or '$${' for a literal '${'");
                return;
            }

            var name = text.Substring(i + 2, end - i - 2);
            if (image is not null && name.StartsWith("image:", StringComparison.Ordinal)) image(name.Substring(6));
            else if (Array.IndexOf(names, name) < 0) Unknown(node!, name, image is null ? names : [.. names, "image:NAME"], findings);
        }
    }

    private static void Unknown(YamlScalar node, string name, string[] names, Findings findings)
    {
        var nearest = findings.Nearest(name, names);
        findings.Add(ManifestRules.InvalidTemplate, node.Span, "Nothing is known by the name '${" + name + "}' here" + StructureCheck.Meant(nearest, names));
    }
}
