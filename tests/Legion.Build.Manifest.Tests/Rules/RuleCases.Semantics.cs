namespace Legion.Build.Manifest.Tests.Rules;

/// <summary>What the schema cannot see, or sees only in part.</summary>
internal static partial class RuleCases
{
    private static RuleCase[] Names =>
    [
        Case("LEGION020", Head + "images: { «Web»: { dockerfile: x } }", Head + "images: { web: { dockerfile: x } }", "small letters"),
        Case("LEGION020", Head + "images: { «a..b»: { dockerfile: x } }", Head + "images: { a.b: { dockerfile: x } }", "an image"),
        Case("LEGION020", Head + "charts: { «a b»: { path: x } }", Head + "charts: { a-b: { path: x } }", "a chart"),
        Case("LEGION020", Head + "python: { «-a»: { path: x } }", Head + "python: { a: { path: x } }", "a Python package"),
        Case("LEGION020", Head + "channels: { «a/b»: {} }\ncharts: { a: { path: x } }", Head + "channels: { a-b: {} }\ncharts: { a: { path: x } }", "a channel"),
        Case("LEGION021", Head + "images: { a-b: { dockerfile: x }, «a_b»: { dockerfile: y } }", Head + "images: { a-b: { dockerfile: x }, a-c: { dockerfile: y } }", "AB"),
        Case("LEGION021", Head + "images: { «a-b»: { dockerfile: x }, a_b: { dockerfile: y } }", Head + "images: { a-b: { dockerfile: x }, a-c: { dockerfile: y } }", "'a_b' (line 3)"),
        Case("LEGION022", Head.Replace("P\n", "«A.-»\n", StringComparison.Ordinal) + "charts: { a: { path: x } }", Head + "charts: { a: { path: x } }", "namespace"),
        Case("LEGION023", Head + "python: { FOO.BAR: { path: x }, «foo--bar»: { path: y } }", Head + "python: { foo-bar: { path: x }, foo-baz: { path: y } }", "'foo-bar'"),
    ];

    private static RuleCase[] References =>
    [
        Case("LEGION030", Hub + "publish: { images: { «relaese»: hub, release: hub } }\nimages: { a: { dockerfile: x } }", Hub + "publish: { images: { release: hub } }\nimages: { a: { dockerfile: x } }", "did you mean 'release'?"),
        Case("LEGION031", Hub + "publish: { images: { release: «hbu» } }\nimages: { a: { dockerfile: x } }", Hub + "publish: { images: { release: hub } }\nimages: { a: { dockerfile: x } }", "did you mean 'hub'?"),
        Case("LEGION031", Hub + "publish: { images: { release: hub } }\nimages: { a: { dockerfile: x, publish: { release: [hub, «other»] } } }", Hub + "publish: { images: { release: hub } }\nimages: { a: { dockerfile: x, publish: { release: [hub] } } }", "there are: hub"),
        Case("LEGION032", Head + "charts: { a: { path: x, images: [«wbe»] } }\nimages: { web: { dockerfile: x, component: false } }", Head + "charts: { a: { path: x, images: [web] } }\nimages: { web: { dockerfile: x } }", "did you mean 'web'?"),
        Case("LEGION032", Head + "charts: { crds: { path: x }, a: { path: x, installAfter: [«crd»] } }", Head + "charts: { crds: { path: x }, a: { path: x, installAfter: [crds] } }", "did you mean 'crds'?"),
        Case("LEGION032", Head + "python: { a: { path: x, dependencies: [«b»] } }", Head + "python: { a: { path: x, dependencies: [b] }, b: { path: y } }", "The Python package 'b'"),
        Case("LEGION032", Head + "charts: { a: { path: x, values: { i: «\"${image:wbe}\"» } } }\nimages: { web: { dockerfile: x, component: false } }", Head + "charts: { a: { path: x, images: [web], values: { i: \"${image:web}\" } } }\nimages: { web: { dockerfile: x } }", "did you mean 'web'?"),
        Case("LEGION033", Hub + "publish: { python: { release: «hub» } }\npython: { a: { path: x } }", Channels + "repositories: { hub: { type: pypi, url: https://upload.pypi.org/legacy/ } }\npublish: { python: { release: hub } }\npython: { a: { path: x } }", "pypi, directory"),
        Case("LEGION034", Hub + "publish: { charts: { release: hub } }\ncharts: { c: { path: x } }\n«python»: { a: { path: x } }", Hub + "publish: { charts: { release: hub }, python: { release: [] } }\ncharts: { c: { path: x } }\npython: { a: { path: x } }", "release: []"),
        Case("LEGION035", Head + "charts: { a: { path: x, installAfter: [b] }, b: { path: x, installAfter: [c] }, c: { path: x, installAfter: [«a»] } }", Head + "charts: { a: { path: x, installAfter: [b] }, b: { path: x, installAfter: [c] }, c: { path: x } }", "a → b → c → a"),
        Case("LEGION036", Head + "charts: { a: { path: x, dependencies: [b] }, b: { path: x, dependencies: [«a»] } }", Head + "charts: { a: { path: x, dependencies: [b] }, b: { path: x } }", "a → b → a"),
        Case("LEGION036", Head + "python: { a: { path: x, dependencies: [b] }, b: { path: x, dependencies: [«a»] } }", Head + "python: { a: { path: x, dependencies: [b] }, b: { path: x } }", "The Python packages"),
        Case("LEGION037", Head + "charts: { a: { path: x, installAfter: [«a»] } }", Head + "charts: { a: { path: x } }", "'installAfter'"),
        Case("LEGION038", Hub.Replace("hub:", "«hub»:", StringComparison.Ordinal) + "publish: { charts: { release: [] } }\ncharts: { c: { path: x } }", Hub + "publish: { charts: { release: hub } }\ncharts: { c: { path: x } }", "'hub'"),
        Case("LEGION039", Head + "charts: { a: { path: x, values: { r: «\"${repositry}\"» } } }", Head + "charts: { a: { path: x, values: { r: \"${repository}\" } } }", "did you mean 'repository'?"),
        Case("LEGION039", Head + "channels: { r: { tags: [«\"${major\"»] } }\ncharts: { a: { path: x } }", Head + "channels: { r: { tags: [\"${major}\"] } }\ncharts: { a: { path: x } }", "not closed"),
    ];

    private static RuleCase[] Places =>
    [
        Address("oci", "https://h.io/a", "h.io/a", "no scheme"),
        Address("oci", "acme", "docker.io/acme", "names no host"),
        Address("oci", "h.io/Acme", "h.io/acme", "its path"),
        Address("oci", "h.io:99999/a", "h.io:5000/a", "no host"),
        Address("helm-http", "h.io/helm", "https://h.io/helm", "no scheme"),
        Address("helm-http", "ftp://h.io/helm", "https://h.io/helm", "no http or https"),
        Address("pypi", "https://h.io/x?y", "https://h.io/x", "query"),
        Address("helm-git", "charts", "git@h.io:acme/charts.git", "no scheme"),
        Address("helm-git", "ftp://h.io/x", "ssh://git@h.io/x", "git clones"),
        Case("LEGION041", Repository("type: helm-http, url: «\"http://h.io/helm\"»"), Repository("type: helm-http, url: \"http://h.io/helm\", insecure: true"), "insecure: true"),
        Case("LEGION041", Repository("type: pypi, url: «\"http://10.0.0.1/x\"»"), Repository("type: pypi, url: \"http://127.0.0.1:8081/x\""), "https"),
        Case("LEGION042", Repository("type: oci, url: h.io/a, «branch»: b"), Repository("type: helm-git, url: \"https://h.io/a\", branch: b"), "helm-git"),
        Case("LEGION043", Repository("type: helm-http, url: «\"https://u:p@h.io/helm\"»"), Repository("type: helm-http, url: \"https://h.io/helm\""), "LEGION_R_USERNAME"),
        Case("LEGION043", Repository("type: oci, url: «\"u:p@h.io/a\"»"), Repository("type: oci, url: \"h.io/a\""), "docker"),
        Case("LEGION050", Head + "charts: { a: { path: «../x» } }", Head + "charts: { a: { path: y/../x } }", "outside"),
        Case("LEGION050", Head + "images: { a: { dockerfile: x, sources: [«a/../../b»] } }", Head + "images: { a: { dockerfile: x, sources: [a/../b] } }", "outside"),
        Case("LEGION051", Head + "charts: { a: { path: «/x» } }", Head + "charts: { a: { path: x } }", "absolute"),
        Case("LEGION051", Head + "charts: { a: { path: «C:/x» } }", Head + "charts: { a: { path: x } }", "absolute"),
        Case("LEGION051", Head + "charts: { a: { path: «a\\x» } }", Head + "charts: { a: { path: a/x } }", "backslash"),
        Case("LEGION052", Head + "charts: { a: { path: x, docs: «\"ftp://h.io/x\"» } }", Head + "charts: { a: { path: x, docs: \"https://h.io/x\" } }", "http"),
        Case("LEGION052", Head + "source: «here»\ncharts: { a: { path: x } }", Head + "source: https://h.io/x\ncharts: { a: { path: x } }", "'source'"),
    ];

    private static RuleCase[] Artifacts =>
    [
        Case("LEGION060", Head + "images: { a: { project: x, «target»: t } }", Head + "images: { a: { dockerfile: x, target: t } }", "'target'"),
        Case("LEGION061", Head + "images: { a: { dockerfile: x, platforms: [«linux/x86_64»] } }", Head + "images: { a: { dockerfile: x, platforms: [linux/amd64, linux/arm/v7] } }", "did you mean 'linux/amd64'?"),
        Case("LEGION062", Head + "images: { a: { dockerfile: x, args: { «1A»: x } } }", Head + "images: { a: { dockerfile: x, args: { A1: x } } }", "build argument"),
        Case("LEGION062", Head + "images: { a: { dockerfile: x, labels: { «\"a b\"»: x } } }", Head + "images: { a: { dockerfile: x, labels: { a.b: x } } }", "label"),
        Case("LEGION062", Head + "images: { a: { dockerfile: x, secrets: [{ id: «\"a,b\"», env: T }] } }", Head + "images: { a: { dockerfile: x, secrets: [{ id: ab, env: T }] } }", "secret"),
        Case("LEGION063", Head + "charts: { a: { path: x, values: { i: «\"${image:web}\"» } } }\nimages: { web: { dockerfile: x } }", Head + "charts: { a: { path: x, images: [web], values: { i: \"${image:web}\" } } }\nimages: { web: { dockerfile: x } }", "'web'"),
        Case("LEGION064", Head + "charts: { a: { path: x } }\nimages: { «web»: { dockerfile: x } }", Head + "charts: { a: { path: x } }\nimages: { web: { dockerfile: x, component: false } }", "component: false"),
    ];

    private static string Repository(string body) => Channels + "repositories: { r: { " + body + " } }\ncharts: { a: { path: x } }\n";

    private static RuleCase Address(string type, string wrong, string right, string words) =>
        Case("LEGION040", Repository("type: " + type + ", url: «\"" + wrong + "\"»"), Repository("type: " + type + ", url: \"" + right + "\""), words);
}
