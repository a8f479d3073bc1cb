using Legion.Build.CodeFixes.Manifests;
using Legion.Build.Generators.Tests.Driving;
using Legion.Build.Manifest.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Tests.Fixes;

public sealed class ManifestFixTests
{
    [Theory]
    [InlineData("LEGION011", "dockerfile: web", "dockerfle: web", "correct", "dockerfile: web")]
    [InlineData("LEGION030", "images: { release: hub }", "images: { relaese: hub }", "correct", "images: { release: hub }")]
    [InlineData("LEGION030", "images: { release: hub }", "images: { release: hub, nightly: hub }", "declare", "  nightly: { versions: any }\n")]
    [InlineData("LEGION031", "images: { release: hub }", "images: { release: hbu }", "correct", "images: { release: hub }")]
    [InlineData("LEGION031", "images: { release: hub }", "images: { release: \"hbu\" }", "correct", "images: { release: \"hub\" }")]
    [InlineData("LEGION032", "images: [web]", "images: [wbe]", "correct", "images: [web]")]
    [InlineData("LEGION032", "images: [web]", "images: [web, api]", "declare", "  api: { dockerfile: api/Dockerfile, sources: [] }\n")]
    [InlineData("LEGION032", "images: [web]", "images: [web], installAfter: [crds]", "declare", "  crds: { path: crds }\n")]
    [InlineData("LEGION032", "images: [web]", "images: [web], values: { tag: \"${image:wbe}\" }", "correct", "tag: \"${image:web}\"")]
    [InlineData("LEGION063", "images: [web]", "images: [], values: { tag: \"${image:web}\" }", "list", "images: [web]")]
    [InlineData("LEGION012", "  acme-sdk: { path: sdk }", "  acme-sdk: { path: sdk }\n  acme-sdk: { path: other }", "rename", "  acme-sdk-2: { path: other }")]
    [InlineData("LEGION012", "  acme-sdk: { path: sdk }", "  acme-sdk: { path: sdk }\n  acme-sdk: { path: other }", "remove", "  acme-sdk: { path: sdk }\n")]
    [InlineData("LEGION021", "  acme-sdk: { path: sdk }", "  acme-sdk: { path: sdk }\n  acme.sdk: { path: other }", "rename", "  acme-sdk-2: { path: sdk }")]
    [InlineData("LEGION013", "apiVersion: legion.build/v1\n", "", "add", "apiVersion: legion.build/v1\nproduct: Acme")]
    [InlineData("LEGION013", "product: Acme\n", "", "add", "product: Product\n")]
    [InlineData("LEGION013", "hub: { type: oci, url: docker.io/acme }", "hub: { type: oci }", "add", "hub: { url: docker.io/hub, type: oci }")]
    [InlineData("LEGION013", "dockerfile: web, sources: []", "sources: []", "add", "dockerfile: web/Dockerfile, sources: []")]
    [InlineData("LEGION013", "acme-sdk: { path: sdk }", "acme-sdk:", "add", "acme-sdk: { path: acme-sdk }")]
    [InlineData("LEGION010", "legion.build/v1", "legion.build/v2", "correct", "apiVersion: legion.build/v1")]
    [InlineData("LEGION042", "hub: { type: oci, ", "hub: { type: oci, branch: x, ", "remove", "hub: { type: oci, url: docker.io/acme }")]
    [InlineData("LEGION060", "dockerfile: web, sources: []", "project: web, target: x, sources: []", "remove", "project: web, sources: []")]
    [InlineData("LEGION064", "images: [web]", "images: []", "component", "component: false")]
    public async Task A_finding_is_mended_in_the_manifest(string id, string sound, string broken, string key, string expected)
    {
        Assert.Contains(sound, TestManifests.Small, StringComparison.Ordinal);
        var before = TestManifests.Small.Replace(sound, broken);
        var after = await Apply(before, id, key);
        Assert.Contains(expected, after + "\n", StringComparison.Ordinal);
        Assert.True(Count(after, id) < Count(before, id), after);
    }

    [Theory]
    [InlineData("LEGION012", "images:\n  web:\n    dockerfile: web\n    # why\n    sources: []\n    dockerfile: other\n", "remove", "images:\n  web:\n    dockerfile: web\n    # why\n    sources: []\n")]
    [InlineData("LEGION032", "charts:\n  a:\n    path: a\n    images:\n      - api # the api\nimages:\n  web:\n    dockerfile: web\n    sources: [] # none\n\n# the end\n", "declare",
        "    sources: [] # none\n  api: { dockerfile: api/Dockerfile, sources: [] }\n\n# the end\n")]
    [InlineData("LEGION032", "charts:\n  a: { path: a, images: [api] }\n", "declare", "charts:\n  a: { path: a, images: [api] }\n\nimages:\n  api: { dockerfile: api/Dockerfile, sources: [] }\n")]
    [InlineData("LEGION063", "charts:\n  a:\n    path: a\n    images:\n      - one\n    values: { x: \"${image:two}\" }\nimages: { one: { dockerfile: a, sources: [] }, two: { dockerfile: b, sources: [] } }\n",
        "list", "    images:\n      - one\n      - two\n    values:")]
    public async Task Layout_and_comments_stay_as_they_are(string id, string body, string key, string expected)
    {
        const string head = "apiVersion: legion.build/v1\nproduct: Acme\n";
        Assert.Contains(expected, await Apply(head + body, id, key), StringComparison.Ordinal);
        var dos = await Apply((head + body).Replace("\n", "\r\n"), id, key);
        Assert.Contains(expected.Replace("\n", "\r\n"), dos, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_rule_said_to_be_fixable_has_a_fix_above()
    {
        var covered = typeof(ManifestFixTests).GetMethod(nameof(A_finding_is_mended_in_the_manifest))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(d => (string)d.Data[0]!).ToHashSet();
        // The same correction as LEGION011's; each is tripped here so that the list cannot grow untested.
        foreach (var (id, sound, broken) in new[]
        {
            ("LEGION015", "type: oci", "type: ocii"), ("LEGION014", "product: Acme", "product: 1.10"), ("LEGION020", "  acme-sdk:", "  \"acme sdk\":"),
            ("LEGION040", "url: docker.io/acme", "url: https://docker.io/acme"), ("LEGION041", "https://upload", "http://upload"),
            ("LEGION051", "path: helm/web", "path: helm\\web"), ("LEGION061", "sources: []", "sources: [], platforms: [linux/amd46]"),
        })
        {
            var before = TestManifests.Small.Replace(sound, broken);
            var after = await Apply(before, id, "correct");
            Assert.True(Count(after, id) < Count(before, id), id + "\n" + after);
            covered.Add(id);
        }

        Assert.Empty(new ManifestCodeFixProvider().FixableDiagnosticIds.Except(covered));
    }

    [Theory]
    [InlineData("LEGION011", "correct", "images:\n  a: { dockerfle: a, sources: [] }\n  b: { dockerfile: b, surces: [], desciption: x }\n", "images:\n  a: { dockerfile: a, sources: [] }\n  b: { dockerfile: b, sources: [], description: x }\n")]
    [InlineData("LEGION030", "correct", "channels: { release: { versions: any } }\nrepositories: { hub: { type: oci, url: docker.io/acme } }\npublish:\n  images: { relaese: hub }\n  charts: { releas: hub }\ncharts: { a: { path: a } }\nimages: { a: { dockerfile: a, sources: [], component: false } }\n",
        "channels: { release: { versions: any } }\nrepositories: { hub: { type: oci, url: docker.io/acme } }\npublish:\n  images: { release: hub }\n  charts: { release: hub }\ncharts: { a: { path: a } }\nimages: { a: { dockerfile: a, sources: [], component: false } }\n")]
    [InlineData("LEGION032", "correct", "charts:\n  a: { path: a, images: [wbe] }\n  b: { path: b, images: [web], installAfter: [aa] }\nimages: { web: { dockerfile: w, sources: [] } }\n",
        "charts:\n  a: { path: a, images: [web] }\n  b: { path: b, images: [web], installAfter: [a] }\nimages: { web: { dockerfile: w, sources: [] } }\n")]
    [InlineData("LEGION032", "declare", "charts:\n  a: { path: a, images: [web, api] }\n  b: { path: b, images: [web] }\n",
        "charts:\n  a: { path: a, images: [web, api] }\n  b: { path: b, images: [web] }\n\nimages:\n  web: { dockerfile: web/Dockerfile, sources: [] }\n  api: { dockerfile: api/Dockerfile, sources: [] }\n")]
    [InlineData("LEGION064", "component", "charts: { a: { path: a } }\nimages:\n  web: { dockerfile: w, sources: [] }\n  api: { dockerfile: w, sources: [] }\n",
        "charts: { a: { path: a } }\nimages:\n  web: { component: false, dockerfile: w, sources: [] }\n  api: { component: false, dockerfile: w, sources: [] }\n")]
    public async Task All_findings_of_a_kind_are_mended_at_once_in_every_manifest_of_the_project(string id, string key, string before, string after)
    {
        const string head = "apiVersion: legion.build/v1\nproduct: Acme\n";
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Consumer", LanguageNames.CSharp);
        TestFile[] files = [new("/a/distributions.yaml", head + before), new("/b/distributions.yaml", (head + before).Replace("Acme", "Other").Replace("\n", "\r\n"))];
        var documents = new List<DocumentId>();
        foreach (var file in files)
        {
            var document = project.AddAdditionalDocument("distributions.yaml", file.GetText(), filePath: file.Path);
            documents.Add(document.Id);
            project = document.Project;
        }

        var provider = new ManifestCodeFixProvider();
        var findings = await AnalyzerRun.On(files, []);
        var context = new FixAllContext(project, provider, FixAllScope.Project, key, [id], new FoundDiagnostics(findings), default);
        var action = (await provider.GetFixAllProvider().GetFixAsync(context))!;
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(default)));
        Assert.Equal(head + after, (await operation.ChangedSolution.GetAdditionalDocument(documents[0])!.GetTextAsync()).ToString());
        Assert.Equal((head + after).Replace("Acme", "Other").Replace("\n", "\r\n"), (await operation.ChangedSolution.GetAdditionalDocument(documents[1])!.GetTextAsync()).ToString());
    }

    [Fact]
    public async Task A_manifest_whose_findings_are_hidden_is_left_as_it_is()
    {
        using var workspace = new AdhocWorkspace();
        var text = TestManifests.Small.Replace("dockerfile", "dockerfle");
        var document = workspace.AddProject("Consumer", LanguageNames.CSharp).AddAdditionalDocument("distributions.yaml", SourceText.From(text), filePath: "/src/distributions.yaml");
        var provider = new ManifestCodeFixProvider();
        var context = new FixAllContext(document.Project, provider, FixAllScope.Solution, "correct", ["LEGION011"], new FoundDiagnostics([]), default);
        var action = (await provider.GetFixAllProvider().GetFixAsync(context))!;
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(default)));
        Assert.Equal(text, (await operation.ChangedSolution.GetAdditionalDocument(document.Id)!.GetTextAsync()).ToString());
    }

    private static int Count(string manifest, string id) => ManifestReader.Read(manifest, "/src/distributions.yaml").Diagnostics.Count(d => d.Rule.Id == id);

    private static async Task<string> Apply(string manifest, string id, string key)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Consumer", LanguageNames.CSharp);
        var document = project.AddAdditionalDocument("distributions.yaml", SourceText.From(manifest, System.Text.Encoding.UTF8), filePath: "/src/distributions.yaml");
        var finding = (await AnalyzerRun.OnManifest(manifest)).First(d => d.Id == id);
        var actions = new List<CodeAction>();
        await new ManifestCodeFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), default));
        var action = Assert.Single(actions, a => a.EquivalenceKey == key);
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(default)));
        return (await operation.ChangedSolution.GetAdditionalDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
