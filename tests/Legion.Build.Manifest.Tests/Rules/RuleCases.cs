namespace Legion.Build.Manifest.Tests.Rules;

/// <summary>Every rule of the manifest, wrong and mended. The JSON Schema is held against the same manifests.</summary>
internal static partial class RuleCases
{
    private const string Head = "apiVersion: legion.build/v1\nproduct: P\n";
    private const string Channels = Head + "channels: { release: { versions: stable } }\n";
    private const string Hub = Channels + "repositories: { hub: { type: oci, url: docker.io/acme } }\n";

    public static IEnumerable<RuleCase> All => Yaml.Concat(Structure).Concat(Names).Concat(References).Concat(Places).Concat(Artifacts);

    private static RuleCase[] Yaml =>
    [
        Case("LEGION001", Head + "images: { a: { dockerfile: x, target: «@»b } }", Head + "images: { a: { dockerfile: x, target: '@b' } }", "single quotes"),
        Case("LEGION002", Head + "charts: " + Repeat("[", 99) + "«»" + Repeat("[", 99), Head + "charts: {}", "nested deeper"),
        Case("LEGION003", Head + "images: { a: «*b» }", Head + "images: { a: { dockerfile: x } }", "names no anchor"),
        Case("LEGION003", Head + "x-b: &b 1\nimages: { a: { <<: «*b», dockerfile: x } }", Head + "x-b: &b { target: t }\nimages: { a: { <<: *b, dockerfile: x } }", "merge key"),
    ];

    private static RuleCase[] Structure =>
    [
        Case("LEGION004", "«»# nothing\n", Head + "images: { a: { dockerfile: x } }", "apiVersion: legion.build/v1"),
        Case("LEGION005", Head + "images: { a: { dockerfile: x } }\n«---»\n" + Head, Head + "images: { a: { dockerfile: x } }\n", "another begins here"),
        Case("LEGION006", "«»" + Head + "charts:\n", Head + "charts: { a: { path: x } }\n", "declares no artifact"),
        Case("LEGION010", "apiVersion: «legion.build/v2»\nproduct: P\ncharts: { a: { path: x } }", Head + "charts: { a: { path: x } }", "legion.build/v1"),
        Case("LEGION011", Head + "images: { a: { «dockerfle»: x } }", Head + "images: { a: { dockerfile: x } }", "did you mean 'dockerfile'?"),
        Case("LEGION011", Head + "«imges»: { a: { dockerfile: x } }", Head + "images: { a: { dockerfile: x } }", "did you mean 'images'?"),
        Case("LEGION011", Head + "images: { a: { dockerfile: x, «zzzzzzzzz»: x } }", Head + "images: { a: { dockerfile: x, target: x } }", "there are: dockerfile, project"),
        Case("LEGION011", Head + "publish: { «image»: {} }\ncharts: { a: { path: x } }", Head + "publish: { images: {} }\ncharts: { a: { path: x } }", "did you mean 'images'?"),
        Case("LEGION012", Head + "charts:\n  a: { path: x }\n  «a»: { path: y }", Head + "charts:\n  a: { path: x }\n  b: { path: y }", "at line 4"),
        Case("LEGION012", Head + "charts: { a: { path: x, «path»: y } }", Head + "charts: { a: { path: x, docs: y } }", "'path' is already declared"),
        Case("LEGION012", Head + "images: { a: { dockerfile: x, args: { A: 1, «A»: 2 } } }", Head + "images: { a: { dockerfile: x, args: { A: 1, B: 2 } } }", "'A'"),
        Case("LEGION013", Head + "charts: { a: «{ description: x }» }", Head + "charts: { a: { path: x } }", "'path'"),
        Case("LEGION013", "«»apiVersion: legion.build/v1\ncharts: { a: { path: x } }", Head + "charts: { a: { path: x } }", "'product'"),
        Case("LEGION013", Head + "images: { a: «{ target: x }» }", Head + "images: { a: { dockerfile: x, target: x } }", "'dockerfile', or 'project'"),
        Case("LEGION013", Channels + "repositories: { a: «{ type: oci, push: h.io/a }» }\ncharts: { a: { path: x } }", Channels + "repositories: { a: { type: oci, push: h.io/a, pull: h.io/b } }\ncharts: { a: { path: x } }", "'url', or 'push' and 'pull'"),
        Case("LEGION014", Head + "images: { a: { dockerfile: x, target: «1.10» } }", Head + "images: { a: { dockerfile: x, target: \"1.10\" } }", "put it in quotes: \"1.10\""),
        Case("LEGION014", Head + "images: { a: { dockerfile: x, sources: «src» } }", Head + "images: { a: { dockerfile: x, sources: [src] } }", "a list, not text"),
        Case("LEGION014", Head + "images: { a: { dockerfile: x, component: «no» } }", Head + "images: { a: { dockerfile: x, component: false } }", "write false"),
        Case("LEGION014", Head + "images: «[a]»", Head + "images: { a: { dockerfile: x } }", "a map, not a list"),
        Case("LEGION014", Head + "images: { a: { dockerfile: x, sources: «»} }", Head + "images: { a: { dockerfile: x, sources: [] } }", "write [] for none"),
        Case("LEGION014", Head + "images: { a: { dockerfile: x, args: { A: «[1]» } } }", Head + "images: { a: { dockerfile: x, args: { A: 1 } } }", "a truth value"),
        Case("LEGION014", "«- a»", Head + "images: { a: { dockerfile: x } }", "begin with 'apiVersion"),
        Case("LEGION014", Head + "charts: { a: { path: x, «[b]»: c } }", Head + "charts: { a: { path: x, docs: c } }", "text, not a list"),
        Case("LEGION014", Head + "images: { a: { dockerfile: x, secrets: [«token»] } }", Head + "images: { a: { dockerfile: x, secrets: [{ id: token, env: T }] } }", "a map, not text"),
        Case("LEGION015", Channels.Replace("stable", "«stabel»", StringComparison.Ordinal) + "charts: { a: { path: x } }", Channels + "charts: { a: { path: x } }", "did you mean 'stable'?"),
        Case("LEGION016", Head + "images: { a: { dockerfile: x, target: «\"\"» } }", Head + "images: { a: { dockerfile: x } }", "'target' is empty"),
        Case("LEGION017", Head + "images: { a: { dockerfile: x, «project»: y } }", Head + "images: { a: { project: y } }", "'dockerfile'"),
        Case("LEGION017", Channels + "repositories: { a: { type: oci, url: h.io/a, «push»: h.io/b } }\ncharts: { a: { path: x } }", Channels + "repositories: { a: { type: oci, url: h.io/a } }\ncharts: { a: { path: x } }", "'url'"),
        Case("LEGION018", Head + "images: { a: { dockerfile: x, sources: [b, «b»] } }", Head + "images: { a: { dockerfile: x, sources: [b, c] } }", "'b'"),
    ];

    private static RuleCase Case(string rule, string tripping, string clean, string words) => new(rule, tripping, clean, words);

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
