using System.Reflection;
using System.Runtime.Loader;
using FsCheck;
using FsCheck.Fluent;
using Legion.Build.Generators.Tests.Driving;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Tests;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Generators.Tests.Constants;

/// <summary>The constants, compiled and run.</summary>
public sealed class BehaviourTests
{
    private static readonly Assembly Legion = Compile(TestManifests.Legion, "using Legion;");
    private static readonly DistributionManifest Manifest = ReadLegion();

    [Theory]
    [InlineData("Images.K8sEdi", "Release", "1.0.0", "docker.io/legionplatform/k8s-edi:1.0.0")]
    [InlineData("Images.K8sEdi", "Development", "1.0.0-dev.1+b.5", "nexus-local.cc.epm.kharlamov.biz:443/legion/k8s-edi:1.0.0-dev.1_b.5")]
    [InlineData("Images.K8sModelBuilder", "Release", "1.0.0", "docker.io/legionplatform/k8s-model-builder:1.0.0")]
    [InlineData("Charts.Legion", "Release", "1.0.0", "https://raw.githubusercontent.com/legion-platform/legion-helm-charts/HEAD/legion-1.0.0.tgz")]
    [InlineData("Charts.Legion", "Development", "1.0.0-dev.1", "https://nexus.cc.epm.kharlamov.biz/repository/helm-main/legion-1.0.0-dev.1.tgz")]
    [InlineData("Python.Legion", "PreRelease", "1.0.0-rc.1", "legion==1.0.0rc1")]
    public void A_reference_is_what_users_write(string artifact, string channel, string version, string expected) =>
        Assert.Equal(expected, Reference(Value("Artifacts+" + artifact.Split('.')[0], artifact.Split('.')[1]), Value("Channel", channel), version));

    [Fact]
    public void Every_artifact_says_on_every_channel_what_the_library_says()
    {
        foreach (var (section, artifact) in Manifest.Images.Select(a => ("Images", (Artifact)a)).Concat(Manifest.Charts.Select(a => ("Charts", (Artifact)a))).Concat(Manifest.PythonPackages.Select(a => ("Python", (Artifact)a))))
        {
            foreach (var destination in artifact.Destinations)
            {
                var repository = Manifest.Repositories.Single(r => r.Name == destination.Repositories[0]);
                Assert.True(VersionDialects.TryCreate("1.2.3-rc.4", out var version, out _));
                var expected = artifact switch
                {
                    Image => References.Image(repository, artifact.Name, version.OciTag),
                    Chart => References.Chart(repository, artifact.Name, version.SemVer),
                    _ => References.Python(artifact.Name, version.Pep440),
                };
                Assert.Equal(expected, Reference(Value("Artifacts+" + section, Identifiers.From(artifact.Name)), Value("Channel", Identifiers.From(destination.Channel)), "1.2.3-rc.4"));
            }
        }
    }

    [Fact]
    public void Charts_stand_in_install_order() => Assert.Equal(["legion-crds", "legion"], All("Artifacts+Charts").Select(c => c.ToString()));

    [Fact]
    public void All_holds_everything() => Assert.Equal(
        ["legion-crds", "legion", .. Manifest.Images.Select(i => i.Name), "legion"], All("Artifacts").Select(c => c.ToString()));

    [Fact]
    public void The_index_of_a_Python_package_is_the_repositorys()
    {
        var package = Value("Artifacts+Python", "Legion");
        Assert.Equal("https://pypi.org/simple/", Call(package, "IndexOn", Value("Channel", "Release")));

        Assert.Null(Call(package, "IndexOn", Value("Channel", "Development")));
    }

    [Fact]
    public void A_channel_that_does_not_publish_an_artifact_says_so()
    {
        var assembly = Compile(TestManifests.Legion.Replace("sources: [.]", "sources: [.]\n    publish: { release: [] }"), "");
        var agent = Value("Artifacts+Images", "LegionPipelineAgent", assembly);
        var release = Value("Channel", "Release", assembly);
        Assert.Equal(false, Call(agent, "IsPublishedOn", release));
        var failure = Assert.Throws<TargetInvocationException>(() => Reference(agent, release, "1.0.0"));
        Assert.Contains("'legion-pipeline-agent' is not published on the channel 'release'", Assert.IsType<InvalidOperationException>(failure.InnerException).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Release", "1.0.0", true)]
    [InlineData("Release", "1.0.0-rc.1", false)]
    [InlineData("Release", "1.0.0+b", false)]
    [InlineData("PreRelease", "1.0.0-rc.1", true)]
    [InlineData("PreRelease", "1.0.0", false)]
    [InlineData("PreRelease", "1.0.0-rc.1+b", false)]
    [InlineData("Development", "1.0.0-rc.1+b", true)]
    [InlineData("Development", "1.0", false)]
    public void A_channel_knows_which_versions_it_takes(string channel, string version, bool expected) =>
        Assert.Equal(expected, Call(Value("Channel", channel), "Accepts", version));

    [Fact]
    public void A_channel_is_found_by_its_name()
    {
        var find = Type("Channel").GetMethod("Find")!;
        Assert.Same(Value("Channel", "PreRelease"), find.Invoke(null, ["pre-release"]));
        Assert.Null(find.Invoke(null, ["Pre-Release"]));
        Assert.Null(find.Invoke(null, [null]));
    }

    [Fact]
    public void Versions_have_the_dialects_that_the_build_gives_them()
    {
        var image = Value("Artifacts+Images", "K8sEdi");
        var chart = Value("Artifacts+Charts", "Legion");
        var package = Value("Artifacts+Python", "Legion");
        var release = Value("Channel", "Release");
        foreach (var version in Versions.Samples(5_000, 50).Concat(["0.9.0-20181203121905.1230.30a6f46", "1.0.0-rc10", "0.10.0rc9", "1.0.0-01", "v1.0.0", "", "1.0.0-", "1.0.0+", "1.0.0-rc.1+-", "99999999999999999999.0.0"]))
        {
            if (VersionDialects.TryCreate(version, out var dialects, out _))
            {
                Assert.EndsWith(":" + dialects.OciTag, Reference(image, release, version), StringComparison.Ordinal);
                Assert.EndsWith("-" + dialects.SemVer + ".tgz", Reference(chart, release, version), StringComparison.Ordinal);
                Assert.Equal("legion==" + dialects.Pep440, Reference(package, release, version));
            }
            else
            {
                Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => Reference(package, release, version)).InnerException);
            }
        }
    }

    private static Gen<string> Versions =>
        from core in Gen.ArrayOf(Gen.Elements("0", "1", "10", "01", "20181203121905", "x"), 3)
        from pre in Gen.Elements("", "", "-alpha", "-beta", "-rc", "-dev", "-5", "-x", "-rc10", "-alpha-1", "-")
        from first in Gen.Elements("", "", ".0", ".1", ".12", ".01", ".b", ".")
        from second in Gen.Elements("", "", "", ".3", ".x")
        from build in Gen.Elements("", "", "+b", "+001", "+Build-007", "+a..b", "+-", "+a.-.b", "+é")
        select string.Join(".", core) + pre + (pre.Length == 0 ? "" : first + second) + build;

    private static DistributionManifest ReadLegion() => ManifestReader.Read(TestManifests.Legion, "distributions.yaml").Manifest!;

    private static Assembly Compile(string manifest, string source)
    {
        var run = GeneratorRun.Of([new TestFile("/src/distributions.yaml", manifest)], TestCompilation.Create([source]), ("LegionVersion", "1.0.0"));
        using var stream = new MemoryStream();
        var result = run.Output.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        stream.Position = 0;
        return new AssemblyLoadContext(null).LoadFromStream(stream);
    }

    private static Type Type(string name, Assembly? assembly = null) => (assembly ?? Legion).GetType("Legion." + name, throwOnError: true)!;

    private static object Value(string type, string member, Assembly? assembly = null) => Type(type, assembly).GetProperty(member)!.GetValue(null)!;

    private static IEnumerable<object> All(string type) => ((System.Collections.IEnumerable)Value(type, "All")).Cast<object>();

    private static object? Call(object target, string method, params object?[] arguments) =>
        target.GetType().GetMethods().Single(m => m.Name == method && m.GetParameters().Length == arguments.Length).Invoke(target, arguments);

    private static string Reference(object artifact, object channel, string version) => (string)Call(artifact, "ReferenceOn", channel, version)!;
}
