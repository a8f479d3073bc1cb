using Legion.Build.Generators.Tests.Driving;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Tests.Rules;
using Microsoft.CodeAnalysis;

namespace Legion.Build.Generators.Tests.Analyzers;

public sealed class ManifestAnalyzerTests
{
    public static TheoryData<string> Broken =>
    [
        "", "apiVersion: [", "- a", "a: b: c", "\t", "product: x\nproduct: y",
        TestManifests.Small.Replace("dockerfile", "dockerfle"),
        TestManifests.Small.Replace("release: hub", "relaese: hbu"),
        TestManifests.Small.Replace("images: [web]", "images: [wbe], installAfter: [nobody]"),
        TestManifests.Small.Replace("apiVersion: legion.build/v1\n", ""),
        TestManifests.Small.Replace("url: docker.io/acme", "url: https://docker.io/acme"),
        TestManifests.Small + "\n  acme_sdk: { path: sdk2 }\n  acme-sdk: { path: sdk3 }\n",
        TestManifests.Legion.Replace("sources: [.]", "sources: [../..]").Replace("type: helm-git", "type: helmgit").Replace("mutable: true", "mutable: yes"),
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task The_compiler_says_what_the_reader_says_in_the_same_words_at_the_same_place(string manifest)
    {
        var expected = ManifestReader.Read(manifest, "/src/distributions.yaml").Diagnostics;
        var actual = await AnalyzerRun.OnManifest(manifest);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(Describe), actual.Select(Describe));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Every_rule_of_the_manifest_says_the_same_in_compiler_and_build(string manifest) =>
        The_compiler_says_what_the_reader_says_in_the_same_words_at_the_same_place(manifest);

    public static TheoryData<string> Cases => [.. RuleCases.All.Select(static c => c.Tripping.Replace("«", "").Replace("»", "")).Distinct()];

    [Fact]
    public async Task A_sound_manifest_has_no_findings() => Assert.Empty(await AnalyzerRun.OnManifest(TestManifests.Small));

    [Fact]
    public async Task Where_the_build_reports_the_compiler_is_silent() =>
        Assert.Empty(await AnalyzerRun.OnManifest("apiVersion: [", ("LegionManifestIsChecked", "true")));

    [Theory]
    [InlineData("LegionChannel", "relaese", 0)]
    [InlineData("LegionVersion", "1.0.0-rc10", 0)]
    [InlineData("LegionNamespace", "Acme..X", 1)]
    public async Task What_the_build_says_of_the_build_the_compiler_does_not_say_again(string property, string value, int findings) =>
        Assert.Equal(findings, (await AnalyzerRun.OnManifest(TestManifests.Small, (property, value), ("LegionManifestIsChecked", "true"))).Length);

    [Fact]
    public async Task A_finding_carries_the_other_place_and_what_a_fix_needs()
    {
        var findings = await AnalyzerRun.OnManifest(TestManifests.Small.Replace("dockerfile", "dockerfle") + "\n  acme-sdk: { path: sdk2 }\n");
        Assert.Equal("dockerfile", Assert.Single(findings, d => d.Id == ManifestRules.UnknownKey.Id).Properties["suggestion"]);
        Assert.Single(Assert.Single(findings, d => d.Id == ManifestRules.Duplicate.Id).AdditionalLocations);
        Assert.All(findings, d => Assert.StartsWith("https://", d.Descriptor.HelpLinkUri, StringComparison.Ordinal));
    }

    [Theory]
    [Trips]
    [InlineData("LegionNamespace", "Acme..X", "LEGION610")]
    [InlineData("LegionNamespace", "1Acme", "LEGION610")]
    [InlineData("LegionClassName", "class", "LEGION611")]
    [InlineData("LegionClassName", "Channel", "LEGION611")]
    [InlineData("LegionVisibility", "private", "LEGION612")]
    [InlineData("LegionChannel", "relaese", "LEGION613")]
    [InlineData("LegionVersion", "1.0", "LEGION614")]
    [InlineData("LegionVersion", "1.0.0-rc10", "LEGION614")]
    public async Task A_property_that_cannot_be_followed_is_reported(string property, string value, string id)
    {
        var finding = Assert.Single(await AnalyzerRun.OnManifest(TestManifests.Small, (property, value)));
        Assert.Equal(id, finding.Id);
        Assert.Contains(value, finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    [Trips]
    public async Task What_a_property_says_is_reported_at_the_project()
    {
        var finding = Assert.Single(await AnalyzerRun.OnManifest(TestManifests.Small, ("LegionVisibility", "private"), ("MSBuildProjectFullPath", "/a/acme.csproj")));
        Assert.Equal("LEGION612", finding.Id);
        Assert.Equal("/a/acme.csproj", finding.Location.GetLineSpan().Path);
    }

    [Theory]
    [Spares("LEGION610", "LEGION611", "LEGION612", "LEGION613", "LEGION614")]
    [InlineData("LegionNamespace", "Acme.event")]
    [InlineData("LegionClassName", "Ships")]
    [InlineData("LegionVisibility", "Public")]
    [InlineData("LegionChannel", "release")]
    [InlineData("LegionVersion", "1.0.0-rc.1+build.5")]
    public async Task A_property_that_can_be_followed_is_not(string property, string value) =>
        Assert.Empty(await AnalyzerRun.OnManifest(TestManifests.Small, (property, value)));

    [Fact]
    [Trips]
    public async Task Of_two_manifests_in_one_namespace_the_second_is_reported()
    {
        var finding = Assert.Single(await AnalyzerRun.On(
            [new TestFile("/a/distributions.yaml", TestManifests.Small), new TestFile("/b/distributions.yaml", TestManifests.Small)], []));
        Assert.Equal("LEGION615", finding.Id);
        Assert.Equal("/b/distributions.yaml", finding.Location.GetLineSpan().Path);
        Assert.Contains("/a/distributions.yaml", finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    [Spares("LEGION615")]
    public async Task Two_manifests_in_two_namespaces_stand_side_by_side() => Assert.Empty(await AnalyzerRun.On(
        [new TestFile("/a/distributions.yaml", TestManifests.Small), new TestFile("/b/distributions.yaml", TestManifests.Small.Replace("product: Acme", "product: Other"))], []));

    private static string Describe(BuildDiagnostic d) =>
        $"{d.Location.Path}({d.Location.Span.StartLine},{d.Location.Span.StartColumn})-({d.Location.Span.EndLine},{d.Location.Span.EndColumn}) [{d.Location.Span.Start}+{d.Location.Span.Length}] {d.Rule.Severity} {d.Rule.Id}: {d.Message}";

    private static string Describe(Diagnostic d)
    {
        var lines = d.Location.GetLineSpan();
        return $"{lines.Path}({lines.StartLinePosition.Line},{lines.StartLinePosition.Character})-({lines.EndLinePosition.Line},{lines.EndLinePosition.Character}) "
            + $"[{d.Location.SourceSpan.Start}+{d.Location.SourceSpan.Length}] {d.Severity} {d.Id}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
