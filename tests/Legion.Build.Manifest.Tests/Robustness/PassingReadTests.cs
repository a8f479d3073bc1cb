using FsCheck;
using FsCheck.Fluent;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Tests.Reading;
using Legion.Build.Manifest.Tests.Rules;

namespace Legion.Build.Manifest.Tests.Robustness;

public sealed class PassingReadTests
{
    [Fact]
    public void Artifacts_bound_in_passing_are_what_the_whole_text_gives()
    {
        var (read, wrong) = (0, 0);
        Prop.ForAll(Mutations.Arbitrary(), text =>
        {
            if (ManifestReader.ReadInPassing(text, "m.yaml") is not { } passing) return;
            read++;
            if (passing.HasErrors) wrong++;
            IsSame(ManifestReader.ReadWhole(text, "m.yaml"), passing);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithQuietOnSuccess(true));
        Assert.True(read > 1_000 && wrong > 500, $"{read} read, {wrong} of them wrong");
    }

    [Fact]
    public void Every_rule_finds_the_same_in_passing()
    {
        var read = 0;
        foreach (var text in RuleCases.All.SelectMany(c => (string[])[c.Clean, c.Tripping]).Append(ManifestReaderTests.Whole))
        {
            if (ManifestReader.ReadInPassing(text, "m.yaml") is not { } passing) continue;
            read++;
            IsSame(ManifestReader.ReadWhole(text, "m.yaml"), passing);
        }

        Assert.True(read > 120, $"{read} read");
    }

    [Theory]
    [InlineData("apiVersion: legion.build/v1\nproduct: A\nimages:\n  web:\n    dockerfile: web\nchannels:\n  release:\n    versions: stable\n")]
    [InlineData("apiVersion: legion.build/v1\nproduct: A\nimages:\n  web:\n    dockerfile: web\npublish: { images: { release: hub } }\n")]
    [InlineData("apiVersion: legion.build/v1\nproduct: A\nimages:\n  web:\n    dockerfile: web\n  web:\n    dockerfile: web2\n")]
    public void What_comes_too_late_or_twice_is_left_to_the_whole_text(string text) => Assert.Null(ManifestReader.ReadInPassing(text, "m.yaml"));

    [Fact]
    public void A_value_that_was_let_go_is_found_again()
    {
        const string text = "apiVersion: legion.build/v1\nproduct: A\nimages:\n  web:\n    # why\n    dockerfile: web/Dockerfile\n    sources: [a, b]\n";
        var reading = ManifestReader.ReadInPassing(text, "m.yaml")!;
        Assert.Equal("b", Text(reading.Sources.Value("images/web/sources/1").Span));
        Assert.Equal("web/Dockerfile", Text(reading.Sources.Value("images/web/dockerfile").Span));
        Assert.Equal("web", Text(reading.Sources.Key("images", "web").Span));
        Assert.Equal(5, reading.Sources.Key("images/web/dockerfile").Span.StartLine);

        string Text(Diagnostics.SourceSpan span) => text.Substring(span.Start, span.Length);
    }

    private static void IsSame(ManifestReading whole, ManifestReading passing)
    {
        Assert.Equal(whole.Diagnostics, passing.Diagnostics);
        Assert.Equal(whole.Manifest, passing.Manifest);
        foreach (var (section, artifact) in Named(whole.Manifest))
        {
            foreach (var key in (string[])["", "/description", "/sources/0", "/publish", "/images/0", "/values"])
            {
                var path = SourceMap.PathOf(section, artifact.Name) + key;
                Assert.Equal(whole.Sources.Key(path), passing.Sources.Key(path));
                Assert.Equal(whole.Sources.Value(path), passing.Sources.Value(path));
            }
        }
    }

    private static IEnumerable<(string Section, Artifact Artifact)> Named(DistributionManifest? manifest) => manifest is null
        ? []
        : manifest.Charts.Select(c => ("charts", (Artifact)c)).Concat(manifest.Images.Select(i => ("images", (Artifact)i))).Concat(manifest.PythonPackages.Select(p => ("python", (Artifact)p)));
}
