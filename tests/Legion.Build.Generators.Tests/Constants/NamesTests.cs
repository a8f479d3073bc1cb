using FsCheck;
using FsCheck.Fluent;
using Legion.Build.Generators.Options;
using Legion.Build.Generators.Tests.Driving;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Legion.Build.Generators.Tests.Constants;

public sealed class NamesTests
{
    private static readonly string[] Awkward =
    [
        "k8s-edi", "v1.12", "v11.2", "7zip", "all", "names", "images", "channel", "equals", "get-hash-code", "to-string", "object", "string", "class",
        "event", "日本語", "あ-い", "Ω-мега", "İstanbul", "ǅ", "e\u0301", "\u0301x", "𝒳-ray", "a\u200Db", "\uD800", "", "---", "__", "\0", "a\u2028b",
        "quote\"and\\slash", "<xml>&amp;", "*/ */", "names/x", "repository", "image-artifact", "system", "global", "Ordinal", "places0", "_", "نص", "ক্ষ",
        "find", "ﬀ", "ß", "artifacts", "python", "charts", "name", "accepts", "\uFFFE", "\u202Eevil", "a\u0085b", "1", "1-1", "11", "-1",
    ];

    [Fact]
    public void Any_names_at_all_give_constants_that_compile_without_a_warning()
    {
        var errors = Compile(Awkward);
        Assert.True(errors.Count == 0, string.Join("\n", errors.Take(20)));
    }

    [Fact]
    public void Random_names_of_all_of_Unicode_give_constants_that_compile_without_a_warning()
    {
        var names = ArbMap.Default.GeneratorFor<string>().Samples(60, 100).Where(n => n is not null)
            .Concat(ArbMap.Default.ArbFor<UnicodeString>().Generator.Samples(60, 40).Select(u => u.Get)).Distinct();
        var errors = Compile(names);
        Assert.True(errors.Count == 0, string.Join("\n", errors.Take(20)));
    }

    [Fact]
    public void Every_single_character_maps_to_an_identifier_that_the_compiler_takes()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var identifier = Identifiers.From(((char)c).ToString());
            Assert.True(SyntaxFacts.IsValidIdentifier(identifier), $"U+{c:X4} gave '{identifier}'");
        }
    }

    [Theory]
    [InlineData("k8s-edi", "K8sEdi")]
    [InlineData("legion-pipeline-agent", "LegionPipelineAgent")]
    [InlineData("pre-release", "PreRelease")]
    [InlineData("v1.12", "V1_12")]
    [InlineData("v11.2", "V11_2")]
    [InlineData("7zip", "_7zip")]
    [InlineData("all", "All_")]
    [InlineData("legionCRDs", "LegionCRDs")]
    [InlineData("あ-い", "あ_い")]
    [InlineData("𝒳", "U1D4B3")]
    [InlineData("---", "__")]
    public void Names_map_as_documented(string name, string identifier) => Assert.Equal(identifier, Identifiers.From(name));

    [Theory]
    [InlineData("Legion", "Legion")]
    [InlineData("Acme.Platform", "Acme.Platform")]
    [InlineData("acme-platform", "AcmePlatform")]
    [InlineData("..", "__")]
    [InlineData("1.event", "_1.Event")]
    public void A_product_maps_to_a_namespace(string product, string expected) => Assert.Equal(expected, Identifiers.NamespaceFrom(product));

    [Theory]
    [InlineData("Acme.event", "Acme.@event")]
    [InlineData("Acme..Platform", "Legion")]
    [InlineData("1x", "Legion")]
    public void A_namespace_property_is_followed_where_it_can_be(string property, string expected) =>
        Assert.Equal(expected, ConstantsPlace.For("Legion", TestModels.NoOptions with { Namespace = property }).Namespace);

    private static List<Diagnostic> Compile(IEnumerable<string> awkward)
    {
        var names = awkward.ToArray();
        var channels = names.Select(n => new Channel(n, VersionPolicy.Any) { Description = n }).ToEquatableArray();
        var repositories = names.Select(n => new Repository(n, RepositoryType.Oci, n, n) { Description = n }).ToEquatableArray();
        var destinations = channels.Select(c => new Destination(c.Name, names.Take(3).ToEquatableArray())).ToEquatableArray();
        var manifest = new DistributionManifest
        {
            Product = names[0],
            Description = string.Concat(names),
            Documentation = names[^1],
            Channels = channels,
            Repositories = repositories,
            Charts = names.Select(n => new Chart(n, n) { Description = n, Docs = n, Destinations = destinations, Images = names.Take(5).ToEquatableArray(), InstallAfter = names.Take(1).ToEquatableArray() }).ToEquatableArray(),
            Images = names.Select(n => new Image(n) { Description = n, Docs = n, Destinations = destinations }).ToEquatableArray(),
            PythonPackages = names.Select(n => new PythonPackage(n, n) { Description = n, Docs = "https://" + n, Destinations = destinations }).ToEquatableArray(),
        };
        var options = TestModels.NoOptions with { Visibility = "public", Channel = names[0], Version = "1.2.3" };
        var compilation = TestCompilation.Create(TestModels.Emit(manifest, options), LanguageVersion.CSharp8);
        return [.. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed)];
    }
}
