using System.Security.Cryptography;
using System.Text;

using Legion.Build.Artifacts.Charts.Stamping;
using Legion.Build.Artifacts.Charts.Tools;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Provenance;

/// <summary>Makes and checks provenance files (<c>.prov</c>): Chart.yaml and the package's SHA-256 in a clear-signed message.</summary>
/// <remarks>gpg does the cryptography, so that keys, agents and cards stay where their owners keep them; nothing secret passes through here.</remarks>
public sealed class GpgProvenance
{
    // "..." ends a YAML document where "---" would end the signed message (RFC 4880, 7.1 dash-escapes it).
    private const string Separator = "\n...\n";
    private readonly GpgOptions options;

    /// <summary>Uses gpg.</summary>
    /// <param name="options">Which gpg, which key.</param>
    public GpgProvenance(GpgOptions options) => this.options = options;

    /// <summary>Signs a package.</summary>
    /// <param name="package">The package's bytes.</param>
    /// <param name="fileName">Its file name, without a folder.</param>
    /// <param name="chartYaml">The Chart.yaml in it.</param>
    /// <param name="key">Mail address, user id or fingerprint of a secret key.</param>
    /// <param name="location">Where findings point to.</param>
    /// <param name="report">Takes the findings.</param>
    /// <param name="cancellationToken">Ends gpg.</param>
    /// <returns>The provenance file; null when it could not be signed, which is reported.</returns>
    public async Task<byte[]?> SignAsync(
        ReadOnlyMemory<byte> package, string fileName, string chartYaml, string key, SourceLocation location, Action<BuildDiagnostic> report, CancellationToken cancellationToken)
    {
        var message = Message(package.Span, fileName, chartYaml);
        string[] arguments = ["--batch", "--yes", "--no-tty", "--armor", "--digest-algo", "SHA512", "--local-user", key, "--clear-sign", "--output", "-"];
        var result = await ToolProcess.RunAsync(options.Path, [.. Home, .. arguments], Encoding.UTF8.GetBytes(message), cancellationToken);
        if (result is null) report(ChartRules.GpgMissing.At(location, options.Path));
        else if (result.ExitCode != 0) report(ChartRules.SigningFailed.At(location, fileName, key, result.LastError));
        return result is { ExitCode: 0 } ? result.Output : null;
    }

    /// <summary>Checks a package against its provenance file: a good signature by a known key, over this file name and these bytes.</summary>
    /// <param name="package">The package's bytes.</param>
    /// <param name="fileName">Its file name, without a folder.</param>
    /// <param name="provenance">The provenance file; null: there is none, which fails.</param>
    /// <param name="location">Where findings point to.</param>
    /// <param name="report">Takes the findings.</param>
    /// <param name="cancellationToken">Ends gpg.</param>
    /// <returns>True only when everything is right.</returns>
    public async Task<bool> VerifyAsync(
        ReadOnlyMemory<byte> package, string fileName, ReadOnlyMemory<byte>? provenance, SourceLocation location, Action<BuildDiagnostic> report, CancellationToken cancellationToken)
    {
        bool Wrong(string why)
        {
            report(ChartRules.SignatureWrong.At(location, fileName, why));
            return false;
        }

        if (provenance is not { } signed)
        {
            report(ChartRules.SignatureMissing.At(location, fileName, fileName + ".prov"));
            return false;
        }

        // --decrypt prints the signed text alone, so nothing outside of the signature can be taken for it.
        List<string> arguments = ["--batch", "--no-tty", "--status-fd", "2", "--decrypt", "--output", "-"];
        if (options.Keyring is { } keyring) arguments.InsertRange(0, ["--no-default-keyring", "--keyring", keyring]);
        var result = await ToolProcess.RunAsync(options.Path, [.. Home, .. arguments], signed.ToArray(), cancellationToken);
        if (result is null)
        {
            report(ChartRules.GpgMissing.At(location, options.Path));
            return false;
        }

        if (result.ExitCode != 0 || !result.Errors.Contains("[GNUPG:] VALIDSIG ", StringComparison.Ordinal)) return Wrong("the signature is not good: " + result.LastError);
        var text = Encoding.UTF8.GetString(result.Output).ReplaceLineEndings("\n");
        var parts = text.Split(Separator);
        if (parts.Length < 2) return Wrong("the signed message has no list of files");
        var sums = YamlReader.Read(parts[1], fileName + ".prov");
        var files = sums.Documents.Count > 0 ? ((sums.Documents[0].Root as YamlMapping)?.Find("files")?.Value as YamlMapping) : null;
        if (files?.Find(fileName)?.Value is not YamlScalar sum) return Wrong($"it has no SHA for a file named '{fileName}'");
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(package.Span));
        return sum.Text == digest || Wrong($"sha256 sum does not match: {sum.Text} is signed, {digest} is the file's");
    }

    private IReadOnlyList<string> Home => options.Home is { } home ? ["--homedir", home] : [];

    /// <summary>The message that is signed.</summary>
    internal static string Message(ReadOnlySpan<byte> package, string fileName, string chartYaml)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(package));

        // A line that begins like a YAML document end would cut the message short for every reader.
        var metadata = chartYaml.ReplaceLineEndings("\n").TrimEnd('\n');
        if ((metadata + "\n").Contains(Separator, StringComparison.Ordinal) || metadata.StartsWith("---", StringComparison.Ordinal) || metadata.Contains("\n---", StringComparison.Ordinal))
        {
            metadata = string.Join('\n', metadata.Split('\n').Where(static l => l.TrimEnd() is not ("..." or "---")));
        }

        return metadata + "\n" + Separator + "files:\n  " + ScalarText.Write(fileName, null) + ": sha256:" + digest + "\n";
    }
}
