using Legion.Build.Oci.Registry.Authentication;
using Legion.Build.Oci.Registry.Http;

namespace Legion.Build.Oci.Tests.Registry;

public class AuthenticationTests
{
    [Fact]
    public void Challenges_are_read_whatever_their_form()
    {
        var read = Challenge.Parse([
            "BASIC realm=\"Sonatype Nexus Repository Manager\"",
            "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"repository:a/b:pull,push\", Basic realm=x",
            "Negotiate, Bearer realm=https://h/token , service = \"say \\\"hi\\\"\"",
            "",
            ",,, =\"",
        ]);
        Assert.Equal(["basic", "bearer", "basic", "negotiate", "bearer"], read.Select(c => c.Scheme).Take(5));
        Assert.Equal("https://auth.docker.io/token", read[1]["realm"]);
        Assert.Equal("repository:a/b:pull,push", read[1]["scope"]);
        Assert.Equal("x", read[2]["realm"]);
        Assert.Equal("https://h/token", read[4]["realm"]);
        Assert.Equal("say \"hi\"", read[4]["service"]);
    }

    [Theory]
    [InlineData("https://registry-1.docker.io/", "https://auth.docker.io/token", true)]
    [InlineData("https://ghcr.io/", "https://ghcr.io/token", true)]
    [InlineData("https://registry.gitlab.com/", "https://gitlab.com/jwt/auth", true)]
    [InlineData("https://example.org/", "https://auth.example.org/token", true)]
    [InlineData("https://nexus.cc.epm.kharlamov.biz:443/", "https://nexus.cc.epm.kharlamov.biz/v2/token", true)]
    [InlineData("http://127.0.0.1:5000/", "http://localhost:5001/token", true)]
    [InlineData("https://ghcr.io/", "https://evil.io/token", false)]
    [InlineData("https://registry.example.org/", "https://example.org.evil.com/token", false)]
    [InlineData("https://registry.co.uk/", "https://evil.co.uk/token", false)]
    [InlineData("https://10.0.0.1/", "https://20.0.0.1/token", false)]
    [InlineData("https://10.0.0.1/", "https://10.0.0.1:8443/token", true)]
    [InlineData("https://registry-1.docker.io/", "https://evildocker.io/token", false)]
    public void Credentials_go_to_token_services_of_the_same_house_only(string registry, string realm, bool trusted) =>
        Assert.Equal(trusted, RealmPolicy.IsTrusted(new Uri(registry), new Uri(realm)));

    [Theory]
    [InlineData("https://a.org/", "https://b.org/token", true)]
    [InlineData("https://a.org/", "http://a.org/token", false)]
    [InlineData("http://127.0.0.1:5000/", "http://a.org/token", false)]
    [InlineData("http://a.org/", "http://a.org/token", true)]
    public void Logins_go_over_TLS_where_the_registry_does(string registry, string realm, bool reachable) =>
        Assert.Equal(reachable, RealmPolicy.IsReachable(new Uri(registry), new Uri(realm)));

    [Theory]
    [InlineData("https://a.org/v2/", "http://a.org/v2/x", "https://a.org/v2/x")]
    [InlineData("https://a.org:5000/v2/", "http://a.org:5000/v2/x", "https://a.org:5000/v2/x")]
    [InlineData("https://a.org/v2/", "/v2/x?_state=a%3D%3D", "https://a.org/v2/x?_state=a%3D%3D")]
    [InlineData("https://a.org/v2/", "https://b.org/y", "https://b.org/y")]
    public void A_registry_behind_a_proxy_that_forgets_TLS_is_still_spoken_to_over_TLS(string from, string location, string to) =>
        Assert.Equal(to, AddressPolicy.Follow(new Uri(from), location, plainHttp: false).AbsoluteUri);

    [Theory]
    [InlineData("http://b.org/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public void A_redirect_to_plain_HTTP_elsewhere_is_not_followed(string location) =>
        Assert.Throws<Oci.Registry.RegistryException>(() => AddressPolicy.Follow(new Uri("https://a.org/"), location, plainHttp: false));
}
