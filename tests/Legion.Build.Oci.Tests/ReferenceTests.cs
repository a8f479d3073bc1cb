namespace Legion.Build.Oci.Tests;

public class ReferenceTests
{
    private const string D = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("alpine", "docker.io/library/alpine")]
    [InlineData("alpine:3.20", "docker.io/library/alpine:3.20")]
    [InlineData("team/app", "docker.io/team/app")]
    [InlineData("index.docker.io/alpine", "docker.io/library/alpine")]
    [InlineData("docker.io/alpine", "docker.io/library/alpine")]
    [InlineData("docker.io/team/app:1", "docker.io/team/app:1")]
    [InlineData("localhost/app", "localhost/app")]
    [InlineData("localhost:5000/app:1.0", "localhost:5000/app:1.0")]
    [InlineData("localhost:5000", "docker.io/library/localhost:5000")]
    [InlineData("127.0.0.1:5000/a/b/c:x_Y-z.1", "127.0.0.1:5000/a/b/c:x_Y-z.1")]
    [InlineData("[::1]:5000/app", "[::1]:5000/app")]
    [InlineData("nexus.example.org:443/legion/k8s-edi:1.0.0", "nexus.example.org:443/legion/k8s-edi:1.0.0")]
    [InlineData("alpine@" + D, "docker.io/library/alpine@" + D)]
    [InlineData("ghcr.io/a/b:1@" + D, "ghcr.io/a/b:1@" + D)]
    [InlineData("Host/app", "Host/app")]
    [InlineData("a.b/c__d/e---f/g.h_i", "a.b/c__d/e---f/g.h_i")]
    public void A_short_name_is_written_out(string text, string whole)
    {
        var reference = Reference.Parse(text);
        Assert.Equal(whole, reference.ToString());
        Assert.Equal(reference, Reference.Parse(whole));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/app")]
    [InlineData("app/")]
    [InlineData("App")]
    [InlineData("app:")]
    [InlineData("app:.x")]
    [InlineData("app:a b")]
    [InlineData("app@sha256:12")]
    [InlineData("app@")]
    [InlineData("host.org:/app")]
    [InlineData("host.org:123456/app")]
    [InlineData("-host.org/app")]
    [InlineData("[fe80::1%eth0]/app")]
    [InlineData("host.org/a//b")]
    [InlineData("host.org/a___b")]
    [InlineData("host.org/a..b")]
    [InlineData("host.org/-a")]
    [InlineData("host.org/../a")]
    [InlineData("https://host.org/a")]
    [InlineData("user:secret@host.org/a")]
    public void What_is_no_reference_is_refused_with_a_reason(string text)
    {
        Assert.False(Reference.TryParse(text, out _, out var error));
        Assert.Contains("is no image reference", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Docker_Hubs_api_answers_on_another_host_than_its_name()
    {
        Assert.Equal("registry-1.docker.io", Reference.Parse("alpine").ApiHost);
        Assert.Equal("ghcr.io", Reference.Parse("ghcr.io/a/b").ApiHost);
    }

    [Fact]
    public void A_manifest_is_asked_by_digest_before_tag_before_latest()
    {
        Assert.Equal("latest", Reference.Parse("a").ManifestKey);
        Assert.Equal("1", Reference.Parse("a:1").ManifestKey);
        Assert.Equal(D, Reference.Parse("a:1@" + D).ManifestKey);
    }

    [Fact]
    public void A_name_has_at_most_255_characters() =>
        Assert.False(Reference.TryParse("host.org/" + new string('a', 255), out _, out _));
}
