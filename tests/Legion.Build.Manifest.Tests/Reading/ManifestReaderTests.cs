using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Manifest.Tests.Reading;

public sealed class ManifestReaderTests
{
    internal const string Whole = """
        apiVersion: legion.build/v1
        product: Legion
        description: A platform
        documentation: docs/
        source: https://github.com/legion-platform/legion
        channels:
          release: { versions: stable, tags: ["${major}.${minor}", latest], gitTag: "v${version}" }
          pre-release: { versions: prerelease }
          development: { versions: any, mutable: true }
        repositories:
          legion-helm-charts: { type: helm-git, url: https://github.com/legion-platform/legion-helm-charts, branch: gh-pages }
          nexus-helm: { type: helm-http, url: https://nexus.cc.epm.kharlamov.biz/repository/helm-main/, access: internal }
          docker-hub: { type: oci, url: docker.io/legionplatform }
          nexus-docker: { type: oci, push: "nexus.cc.epm.kharlamov.biz:443/legion", pull: "nexus-local.cc.epm.kharlamov.biz:443/legion", access: internal }
          pypi: { type: pypi, url: https://upload.pypi.org/legacy/, index: https://pypi.org/simple/ }
        publish:
          charts: { release: legion-helm-charts, pre-release: legion-helm-charts, development: nexus-helm }
          images: { release: docker-hub, pre-release: [docker-hub, nexus-docker], development: nexus-docker }
          python: { release: pypi, pre-release: pypi, development: [] }
        charts:
          legion-crds: { path: helms/legion-crds }
          legion:
            path: ./helms/legion/
            installAfter: [legion-crds]
            images: [k8s-edi]
            values: { imagesRegistry: "${repository}/", edi: { image: "${image:k8s-edi}", replicas: 2 } }
        images:
          k8s-edi:
            dockerfile: containers/operator/Dockerfile
            target: edi
            sources: [legion/sdk, legion/services]
            args: { LEVEL: 3 }
            platforms: [linux/amd64, linux/arm64]
            secrets: [{ id: token, env: TOKEN }]
            docs: cmp_edi.md
          legion-pipeline-agent: { dockerfile: containers/agent, sources: [.], component: false, publish: { release: nexus-docker } }
          svc: { project: src/Svc/Svc.csproj, component: false }
        python:
          legion: { path: legion/sdk, docs: [tlch_python.md, "https://legion.io/sdk"] }

        """;

    internal static ManifestReading Read(string text) => ManifestReader.Read(text, "distributions.yaml");

    [Fact]
    public void A_whole_manifest_is_bound_without_a_finding()
    {
        var reading = Read(Whole);
        Assert.Empty(reading.Diagnostics.Select(d => d.Rule.Id + " " + d.Location + " " + d.Message));
        var manifest = reading.Manifest!;
        Assert.Equal("Legion", manifest.Product);
        Assert.Equal([VersionPolicy.Stable, VersionPolicy.Prerelease, VersionPolicy.Any], manifest.Channels.Select(c => c.Versions));
        Assert.Equal(["${major}.${minor}", "latest"], manifest.Channels[0].FloatingTags);
        Assert.Equal("nexus.cc.epm.kharlamov.biz:443/legion", manifest.Repositories[3].Push);
        Assert.Equal("nexus-local.cc.epm.kharlamov.biz:443/legion", manifest.Repositories[3].Pull);
        Assert.Equal(RepositoryAccess.Internal, manifest.Repositories[3].Access);
        var legion = manifest.Charts[1];
        Assert.Equal("helms/legion", legion.Path);
        Assert.Equal(
            [new Setting("imagesRegistry", "${repository}/"), new Setting("edi.image", "${image:k8s-edi}"), new Setting("edi.replicas", "2")], legion.Values);
        var edi = manifest.Images[0];
        Assert.Equal(("containers/operator/Dockerfile", "edi", true), (edi.Dockerfile, edi.Target, edi.Component));
        Assert.Equal(["legion/sdk", "legion/services"], edi.Sources);
        Assert.Equal(new BuildSecret("token", "TOKEN", null), edi.Secrets[0]);
        Assert.Equal(["docker-hub", "nexus-docker"], edi.Destinations[1].Repositories);
        Assert.Equal(["release=nexus-docker", "pre-release=docker-hub,nexus-docker", "development=nexus-docker"],
            manifest.Images[1].Destinations.Select(d => d.Channel + "=" + string.Join(",", d.Repositories)));
        Assert.Equal("src/Svc/Svc.csproj", manifest.Images[2].Project);
        Assert.Equal(("tlch_python.md", "https://legion.io/sdk"), (manifest.PythonPackages[0].Docs, Assert.Single(manifest.PythonPackages[0].MoreDocs)));
        Assert.Equal(["release", "pre-release"], manifest.PythonPackages[0].Destinations.Select(d => d.Channel));
    }

    [Fact]
    public void The_same_text_and_the_text_with_other_comments_give_equal_models()
    {
        var changed = "# first\n" + Whole.Replace("charts:\n", "charts: # here\n\n", StringComparison.Ordinal);
        Assert.Equal(Read(Whole).Manifest, Read(changed).Manifest);
        Assert.NotEqual(Read(Whole).Manifest, Read(Whole.Replace("target: edi", "target: edj", StringComparison.Ordinal)).Manifest);
    }

    [Fact]
    public void Places_are_found_by_path()
    {
        var sources = Read(Whole).Sources;
        Assert.Equal(Line("  k8s-edi:"), sources.Key("images/k8s-edi").Span.StartLine);
        Assert.Equal("legion/services", Cut(sources.Value("images/k8s-edi/sources/1").Span));
        Assert.Equal("edi", Cut(sources.Value("images/k8s-edi/target").Span));
        Assert.Equal("target", Cut(sources.Key("images/k8s-edi/target").Span));
        Assert.Equal("k8s-edi", Cut(sources.Key("images/k8s-edi/none").Span));
        Assert.Equal(default, sources.Key("nothing/at/all").Span);
    }

    [Fact]
    public void All_findings_come_in_one_pass_and_the_good_artifacts_come_out()
    {
        var reading = Read("""
            apiVersion: legion.build/v1
            product: P
            charts:
              good: { path: a }
              bad: { pth: a }
              from-bad: { path: b, images: [broken], installAfter: [bad] }
              after-bad: { path: c, installAfter: [bad, good] }
            images:
              fine: { dockerfile: x, component: false }
              broken: { dockerfile: x, component: maybe }
              Bad Name: { dockerfile: x, component: false }
              out: { dockerfile: ../x, component: false }
            """);
        Assert.Equal(["LEGION011", "LEGION014", "LEGION020", "LEGION050"], reading.Diagnostics.Select(d => d.Rule.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["good", "after-bad"], reading.Manifest!.Charts.Select(c => c.Name));
        Assert.Equal(["good"], reading.Manifest.Charts[1].InstallAfter);
        Assert.Equal(["fine"], reading.Manifest.Images.Select(i => i.Name));
        Assert.True(reading.HasErrors);
    }

    [Fact]
    public void Places_are_found_again_after_the_garbage_collector_took_the_nodes()
    {
        var sources = Sources();
        var before = (sources.Key("images/k8s-edi"), sources.Key("images", "k8s-edi"), sources.Value("images/k8s-edi/sources/1"));
        GC.Collect();
        Assert.Equal(before, (sources.Key("images/k8s-edi"), sources.Key("images", "k8s-edi"), sources.Value("images/k8s-edi/sources/1")));
        Assert.NotEqual(default, before.Item3.Span);

        // Not inlined, so that nothing but the map itself could hold the nodes.
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static SourceMap Sources() => Read(Whole).Sources;
    }

    [Fact]
    public void After_a_syntax_error_what_stands_before_it_comes_out()
    {
        var reading = Read("apiVersion: legion.build/v1\nproduct: P\nimages:\n  a: { dockerfile: a }\n  b: { dockerfile: b }\n  c: { dockerfile: 'c }\n");
        Assert.Equal(["LEGION001"], reading.Diagnostics.Select(d => d.Rule.Id));
        Assert.Equal(["a"], reading.Manifest!.Images.Select(i => i.Name).Take(1));
    }

    private static int Line(string text) => Whole.Split('\n').Index().First(l => l.Item.StartsWith(text, StringComparison.Ordinal)).Index;

    private static string Cut(SourceSpan span) => Whole.Substring(span.Start, span.Length);
}
