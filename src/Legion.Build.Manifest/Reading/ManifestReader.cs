using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Grammar;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>Reads <c>distributions.yaml</c>: text in, model and findings out. The compiler and the build both read through here.</summary>
public static class ManifestReader
{
    /// <summary>The grammar that is read, as <c>apiVersion</c> names it.</summary>
    public const string ApiVersion = ManifestGrammar.ApiVersion;

    /// <summary>Reads a manifest. Never throws.</summary>
    /// <remarks>
    /// All findings come in one pass. What is free of errors comes out: an artifact with an error is missing from the model, and so is one
    /// that is made from it. Every name in the model that refers to something refers to something in the model. After a syntax error only
    /// that is reported, and what stands before it comes out.
    /// </remarks>
    /// <param name="text">The text.</param>
    /// <param name="path">The file it comes from: for locations alone, it is not opened.</param>
    public static ManifestReading Read(string text, string path) => ReadInPassing(text, path) ?? ReadWhole(text, path);

    /// <summary>Reads a manifest of plain YAML, binding each artifact as it passes; null for any other, and where that would not do.</summary>
    internal static ManifestReading? ReadInPassing(string text, string path)
    {
        if (text.Length > YamlReader.MaximumLength) return null;
        var findings = new Findings(path);
        var binder = new ManifestBinder(findings);
        if (PlainYaml.TryRead(text, binder) is not { Root: YamlMapping root } || binder.IsVoid(root)) return null;
        var manifest = binder.Bind(root);

        // What is left out of too many findings depends on their order.
        return findings.IsSelective ? null : new(manifest, new SourceMap(path, text, root, isLight: true), findings.ToArray());
    }

    /// <summary>Reads all of the text to nodes, then binds them.</summary>
    internal static ManifestReading ReadWhole(string text, string path)
    {
        var yaml = YamlReader.Read(text, path);
        var findings = new Findings(path);
        findings.AddRange(yaml.Diagnostics);
        if (Root(yaml, text, findings) is not { } root) return new(null, new SourceMap(path, text, null, isLight: true), findings.ToArray());

        var sources = new SourceMap(path, text, root, isLight: false);
        if (IsWhole(yaml)) return new(new ManifestBinder(findings).Bind(root), sources, findings.ToArray());

        // Half a text is wrong in many ways that are none; the syntax error alone is said.
        var unsaid = new Findings(path);
        SpoilLast(root, unsaid);
        return new(new ManifestBinder(unsaid).Bind(root), sources, findings.ToArray());
    }

    private static YamlMapping? Root(YamlText yaml, string text, Findings findings)
    {
        if (yaml.Documents.Count > 1) findings.Add(ManifestRules.ManyDocuments, yaml.Documents[1].Start);
        switch (yaml.Documents.Count == 0 ? null : yaml.Documents[0].Root)
        {
            case YamlMapping { Entries.Count: > 0 } root:
                return root;
            case null or YamlMapping or YamlScalar { IsNull: true }:
                if (yaml.IsWellFormed) findings.Add(ManifestRules.Empty, FirstLine(text), ApiVersion);
                return null;
            case { } other:
                var begin = "; begin with 'apiVersion: " + ApiVersion + "'";
                if (IsWhole(yaml)) findings.Add(ManifestRules.WrongKind, StructureCheck.Head(other.Span), "A manifest", "a map", other.Noun, begin);
                return null;
        }
    }

    /// <summary>The first line of a text that says nothing: comments, a lone document marker; none where there is no text.</summary>
    private static SourceSpan FirstLine(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var length = end < 0 ? text.Length : end;
        return new(0, length, 0, 0, 0, length);
    }

    private static bool IsWhole(YamlText yaml) => yaml.Diagnostics.All(static d => d.Rule == ManifestRules.YamlAlias);

    /// <summary>What the text broke off in is incomplete.</summary>
    private static void SpoilLast(YamlMapping root, Findings findings)
    {
        if (root.Entries[root.Entries.Count - 1].Value is YamlMapping { Entries.Count: > 0 } section)
        {
            findings.Spoil(section.Entries[section.Entries.Count - 1]);
        }
    }
}
