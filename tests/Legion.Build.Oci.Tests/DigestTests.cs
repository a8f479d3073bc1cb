namespace Legion.Build.Oci.Tests;

public class DigestTests
{
    private const string Empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void The_digest_of_nothing_is_the_known_one() => Assert.Equal(Empty, Digest.Of([]).ToString());

    [Fact]
    public void A_digest_reads_back_as_it_was_written() => Assert.Equal(Digest.Of([]), Digest.Parse(Empty));

    [Theory]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("sha256:e3b0")]
    [InlineData("sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("sha256:../../../../../../../../../../../../../../../../../etc/passwd00000")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void What_is_no_sha256_digest_is_refused(string text)
    {
        Assert.False(Digest.TryParse(text, out var digest));
        Assert.True(digest.IsDefault);
        Assert.Contains(text, Assert.Throws<OciException>(() => Digest.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_never_set_does_not_pass_for_one() => Assert.Throws<InvalidOperationException>(() => default(Digest).ToString());
}
