using Legion.Build.Artifacts.Pages;
using Legion.Build.Artifacts.Pages.Docs;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Pages.Tests;

/// <summary>The page Legion.Build replaces, fact by fact: each must stand on the page made from the sample's manifest.</summary>
public sealed class SeedPageTests
{
    public static TheoryData<string, string[]> Facts => new()
    {
        { "what it is", ["Helm charts, Docker images and Python packages"] },
        { "first chart", ["* `legion-crds` – Legion's Kubernetes Custom Resource Definitions", "NOTE: install this chart before `legion`."] },
        { "second chart", ["* `legion` – All Legion's components", "[`k8s-edi`](./cmp_edi.md)", "[`k8s-edge`](./cmp_edge.md)", "[`k8s-operator`](./cmp_operator.md)"] },
        { "charts, release", ["* **Release** versions", "https://github.com/legion-platform/legion-helm-charts", "`helm install legion-crds https://raw.githubusercontent.com/legion-platform/legion-helm-charts/HEAD/legion-crds-VERSION.tgz`"] },
        { "charts, pre-release", ["* **Pre-release** versions", "a Git repository of Helm charts"] },
        { "charts, sources", ["Source: `helms/legion`", "Source: `helms/legion-crds`", "https://github.com/legion-platform/legion"] },
        { "charts, development", ["https://nexus.cc.epm.kharlamov.biz/repository/helm-main/", "Not accessible from the Internet, but accessible from the CI/CD server."] },
        { "legion-pipeline-agent", ["| `legion-pipeline-agent` | `containers/pipeline-agent/Dockerfile` | entire repository | Is used in CI/CD pipeline, contains all build, test and deploy requirements. (Not a cluster component.) | [Building Legion](./dev_building.md) |"] },
        { "k8s-edge", ["| `k8s-edge` | `containers/edge/Dockerfile` | `legion/sdk`, `legion/services` | Traffic router. | [EDGE](./cmp_edge.md) |"] },
        { "k8s-edi", ["| `k8s-edi` | `containers/edi/Dockerfile` | `legion/sdk`, `legion/services` | Model deployment and training manager. | [EDI](./cmp_edi.md) |"] },
        { "k8s-fluentd", ["| `k8s-fluentd` | `containers/fluentd` | – | Model logs and feedback sender. | [Feedback](./cmp_feedback.md) |"] },
        { "k8s-feedback-aggregator", ["| `k8s-feedback-aggregator` | `containers/feedback-aggregator", "| `legion/feedback-aggregator` | API endpoint for Feedback API. | [Feedback](./cmp_feedback.md) |"] },
        { "k8s-operator", ["| `k8s-operator` | `containers/operator/Dockerfile` (target `operator`) | `legion/operator` | Monitors Legion's CRDs and processes them. | [Operator](./cmp_operator.md), [", "](./ref_crds.md) |"] },
        { "k8s-model-builder", ["| `k8s-model-builder` | `containers/operator/Dockerfile` (target `model-builder`) | `legion/operator` | Sidecar for model training Pods. Manages training process. | [Operator](./cmp_operator.md) |"] },
        { "python-toolchain", ["| `python-toolchain` | `containers/toolchains/python/Dockerfile` | `legion/sdk`, `legion/cli`, `legion/toolchains/python` | SDK for Python developers. | [Python toolchain](./tlch_python.md) |"] },
        { "images, release", ["[docker.io/legionplatform](https://hub.docker.com/u/legionplatform)", "`docker.io/legionplatform/legion-pipeline-agent:VERSION`"] },
        { "images, pre-release", ["[docker.io/legionplatformtest](https://hub.docker.com/u/legionplatformtest)", "`docker.io/legionplatformtest/legion-pipeline-agent:VERSION`"] },
        { "images, development", ["Published through `nexus.cc.epm.kharlamov.biz:443/legion`", "`nexus-local.cc.epm.kharlamov.biz:443/legion/legion-pipeline-agent:VERSION`"] },
        { "Python package", ["* `legion` – Legion SDK for development of ML models. ([Python toolchain](./tlch_python.md)) Source: `legion/sdk`."] },
        { "Python, release", ["(https://pypi.org/project/legion/)", "`pip install legion==VERSION`"] },
        { "Python, development", ["https://nexus.cc.epm.kharlamov.biz/repository/pypi-proxy/", "* **Development** versions (any, may be overwritten) are in a Python package index"] },
    };

    private static string Sample => Path.Combine(RepositoryRoot(), "samples", "legion");

    [Theory]
    [MemberData(nameof(Facts))]
    public void The_generated_page_tells_every_fact_of_the_page_it_replaces(string fact, string[] texts)
    {
        var page = Render();
        Assert.All(texts, text => Assert.True(page.Contains(text, StringComparison.Ordinal), $"{fact}: '{text}' is not on the page:\n{page}"));
    }

    [Fact]
    public void The_committed_page_is_the_generated_one() =>
        Assert.Equal(Render(), File.ReadAllText(Path.Combine(Sample, "docs", "distributions.md")).ReplaceLineEndings("\n"));

    private static string Render()
    {
        var path = Path.Combine(Sample, "distributions.yaml");
        var reading = ManifestReader.Read(File.ReadAllText(path), path);
        Assert.Empty(reading.Diagnostics);
        return DistributionsPage.Render(reading.Manifest!, "docs/distributions.md", titleOf: static p => PageTitle.TryRead(Path.Combine(Sample, p)));
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Legion.Build.sln"))) folder = Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new InvalidOperationException("no repository above the tests");
        return folder;
    }
}
