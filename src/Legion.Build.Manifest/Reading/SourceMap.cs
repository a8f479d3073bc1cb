using System.Globalization;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>Where each part of the model stands in the text. Kept beside the model, so that moving text leaves the model equal.</summary>
/// <remarks>
/// Paths are keys and zero-based indexes joined by <c>/</c>, with <c>~1</c> for a slash and <c>~0</c> for a tilde inside a key
/// (RFC 6901): <c>images/k8s-edi</c>, <c>images/k8s-edi/sources/0</c>. Places are looked up in the nodes of the text when they are asked
/// for: most never are. All nodes weigh ten times the model and the editor keeps this as long as the text, so they are let go when memory
/// is wanted, and read again when somebody asks; what is left of them after artifacts were bound in passing is light, and kept.
/// </remarks>
public sealed class SourceMap
{
    private readonly string? text;
    private readonly YamlMapping? light;
    private readonly WeakReference<YamlMapping>? nodes;
    private readonly IReadOnlyDictionary<string, SourceSpan>? keys;
    private readonly IReadOnlyDictionary<string, SourceSpan>? values;

    /// <summary>Creates a map of given places, for a model that was not read from text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keys">The span of each map key, by path.</param>
    /// <param name="values">The span of each value, by path.</param>
    public SourceMap(string path, IReadOnlyDictionary<string, SourceSpan> keys, IReadOnlyDictionary<string, SourceSpan> values)
    {
        Path = path;
        this.keys = keys;
        this.values = values;
    }

    internal SourceMap(string path, string text, YamlMapping? root, bool isLight)
    {
        Path = path;
        if (root is null) return;
        this.text = text;
        if (isLight) light = root;
        else nodes = new(root);
    }

    /// <summary>The file, as it was given to the reader.</summary>
    public string Path { get; }

    /// <summary>Where the key at <paramref name="path"/> stands, or its nearest parent that stands anywhere; an element of a list has
    /// no key and stands where its value does.</summary>
    /// <param name="path">A path such as <c>images/k8s-edi/target</c>.</param>
    public SourceLocation Key(string path) => keys is null ? Find(path, wantsKey: true) : Find(keys, path);

    /// <summary>Where an entry of a section stands: <c>Key("images", "k8s-edi")</c> is <c>Key("images/k8s-edi")</c>, for names that
    /// need no escaping then.</summary>
    /// <param name="section">The section, such as <c>images</c>.</param>
    /// <param name="name">The name in it.</param>
    public SourceLocation Key(string section, string name)
    {
        if (keys is not null) return Key(PathOf(section, name));
        var entry = Root()?.Find(section);
        return new(Path, ((entry?.Value as YamlMapping)?.Find(name) ?? entry)?.KeySpan ?? default);
    }

    /// <summary>The same map, holding all it needs: for many questions in a row.</summary>
    public SourceMap Held() => light is not null || Root() is not { } root ? this : new(Path, text!, root, isLight: true);

    /// <summary>Where the value at <paramref name="path"/> stands, or its nearest parent that stands anywhere.</summary>
    /// <param name="path">A path such as <c>images/k8s-edi/sources/0</c>.</param>
    public SourceLocation Value(string path) => values is null ? Find(path, wantsKey: false) : Find(values, path);

    /// <summary>Joins segments to a path, escaping each (RFC 6901).</summary>
    /// <param name="segments">Keys and indexes.</param>
    public static string PathOf(params string[] segments) =>
        string.Join("/", segments.Select(static s => s.Replace("~", "~0").Replace("/", "~1")));

    private YamlMapping? Root()
    {
        if (nodes is null) return light;
        if (nodes.TryGetTarget(out var root)) return root;
        root = (YamlMapping)YamlReader.Read(text!, Path).Documents[0].Root;
        nodes.SetTarget(root);
        return root;
    }

    private SourceLocation Find(IReadOnlyDictionary<string, SourceSpan> spans, string path)
    {
        for (var p = path; ;)
        {
            if (spans.TryGetValue(p, out var span) || keys!.TryGetValue(p, out span)) return new(Path, span);
            var slash = p.LastIndexOf('/');
            if (slash < 0) return SourceLocation.File(Path);
            p = p.Substring(0, slash);
        }
    }

    private SourceLocation Find(string path, bool wantsKey)
    {
        YamlNode? node = Root();
        var found = default(SourceSpan);
        foreach (var segment in path.Split('/'))
        {
            if (node is YamlMapping mapping && mapping.Find(segment.Replace("~1", "/").Replace("~0", "~")) is { } entry)
            {
                found = wantsKey ? entry.KeySpan : entry.Value.Span;
                node = entry.Value;
            }
            else if (node is YamlSequence sequence && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < sequence.Items.Count)
            {
                node = sequence.Items[index];
                found = node.Span;
            }
            else
            {
                break;
            }
        }

        return new(Path, found);
    }
}
