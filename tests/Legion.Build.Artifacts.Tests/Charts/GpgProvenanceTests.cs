using System.Text;

using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Provenance;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Charts;

public sealed class GpgProvenanceTests : IDisposable
{
    private readonly ChartWorkshop shop = new("gpg");
    private readonly List<BuildDiagnostic> findings = [];
    private readonly GpgHome home = new();

    private static SourceLocation Here => SourceLocation.File("distributions.yaml");

    public void Dispose()
    {
        home.Dispose();
        shop.Dispose();
    }

    [Fact]
    [Trips]
    [Spares("LEGION286", "LEGION287", "LEGION288", "LEGION289")]
    public async Task A_signed_build_has_a_provenance_file_that_verifies_and_is_in_the_record()
    {
        home.MakeKey("Legion <charts@example.com>");
        shop.Chart("legion");
        var options = new ChartOptions { SigningKey = "charts@example.com", Gpg = new() { Home = home.Folder } };

        var chart = Assert.Single(await shop.BuildAsync(options));

        Assert.Empty(shop.Errors);
        Assert.Equal(["charts/legion-1.1.0-dev.1.tgz", "charts/legion-1.1.0-dev.1.tgz.prov"], chart.Files.Select(static f => f.Path));
        var package = await File.ReadAllBytesAsync(Path.Combine(shop.Packages, "legion-1.1.0-dev.1.tgz"));
        var signed = await File.ReadAllBytesAsync(Path.Combine(shop.Packages, "legion-1.1.0-dev.1.tgz.prov"));
        var text = Encoding.UTF8.GetString(signed);
        Assert.StartsWith("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n", text, StringComparison.Ordinal);
        Assert.Contains("\n\n...\nfiles:\n  legion-1.1.0-dev.1.tgz: sha256:" + chart.Files[0].Sha256 + "\n", text, StringComparison.Ordinal);
        var gpg = new GpgProvenance(options.Gpg);
        Assert.True(await gpg.VerifyAsync(package, "legion-1.1.0-dev.1.tgz", signed, Here, findings.Add, CancellationToken.None));
        Assert.Empty(findings);

        // Every way to be wrong fails, and says how.
        package[0] ^= 1;
        Assert.False(await gpg.VerifyAsync(package, "legion-1.1.0-dev.1.tgz", signed, Here, findings.Add, CancellationToken.None));
        package[0] ^= 1;
        Assert.False(await gpg.VerifyAsync(package, "other-1.0.0.tgz", signed, Here, findings.Add, CancellationToken.None));
        Assert.False(await gpg.VerifyAsync(package, "legion-1.1.0-dev.1.tgz", null, Here, findings.Add, CancellationToken.None));
        var changed = Encoding.UTF8.GetBytes(text.Replace("description: A chart", "description: B chart", StringComparison.Ordinal));
        Assert.False(await gpg.VerifyAsync(package, "legion-1.1.0-dev.1.tgz", changed, Here, findings.Add, CancellationToken.None));
        var unsigned = Encoding.UTF8.GetBytes("files:\n  legion-1.1.0-dev.1.tgz: sha256:" + chart.Files[0].Sha256 + "\n");
        Assert.False(await gpg.VerifyAsync(package, "legion-1.1.0-dev.1.tgz", unsigned, Here, findings.Add, CancellationToken.None));
        var prefixed = Encoding.UTF8.GetBytes("name: x\n...\nfiles:\n  other-1.0.0.tgz: sha256:" + chart.Files[0].Sha256 + "\n" + text);
        Assert.False(await gpg.VerifyAsync(package, "other-1.0.0.tgz", prefixed, Here, findings.Add, CancellationToken.None));
        Assert.Equal(
            [ChartRules.SignatureWrong, ChartRules.SignatureWrong, ChartRules.SignatureMissing, ChartRules.SignatureWrong, ChartRules.SignatureWrong, ChartRules.SignatureWrong],
            findings.Select(static f => f.Rule));
        Assert.Contains("sha256 sum does not match", findings[0].Message, StringComparison.Ordinal);

        Assert.False(Assert.Single(await shop.BuildAsync(options)).Rebuilt);
        File.Delete(Path.Combine(shop.Packages, "legion-1.1.0-dev.1.tgz.prov"));
        Assert.True(Assert.Single(await shop.BuildAsync(options)).Rebuilt);
    }

    [Fact]
    [Trips]
    public async Task Without_the_key_or_without_gpg_there_is_no_package()
    {
        Programs.Require("gpg", "gnupg");
        shop.Chart("legion");
        Assert.Empty(await shop.BuildAsync(new() { SigningKey = "nobody@example.com", Gpg = new() { Home = home.Folder } }));
        Assert.Equal(ChartRules.SigningFailed, Assert.Single(shop.Findings, static f => f.Rule.Severity == RuleSeverity.Error).Rule);
        Assert.Empty(await shop.BuildAsync(new() { SigningKey = "x", Gpg = new() { Path = "/nowhere/gpg" } }));
        Assert.Equal(ChartRules.GpgMissing, Assert.Single(shop.Findings, static f => f.Rule.Severity == RuleSeverity.Error).Rule);
        Assert.False(Directory.Exists(shop.Packages) && Directory.EnumerateFiles(shop.Packages).Any());
    }
}
