using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Index;
using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Artifacts.Charts.Provenance;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;
using Legion.Build.Oci;
using Legion.Build.Oci.Registry;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Charts;

/// <summary>The real helm, 3 and 4, as witness: what it makes of what we make, and we of what it makes.</summary>
public sealed class HelmWitnessTests : IDisposable
{
    private readonly ChartWorkshop shop = new("witness") { Version = "1.2.3-rc.1+b.5" };
    private readonly FakeChartRepository repository = new();
    private readonly GpgHome gpg = new();

    public static TheoryData<string> Helms => ["helm", "helm3"];

    public void Dispose()
    {
        gpg.Dispose();
        repository.Dispose();
        shop.Dispose();
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task It_lints_renders_and_shows_our_package_and_makes_the_same_one(string program)
    {
        var helm = HelmProgram.Require(program, shop.Root);
        shop.Chart("legion", new("edi.image", "${image:k8s-edi}"), new("imagesRegistry", "${repository}/"));
        shop.Write("helms/legion/.helmignore", "*.bak\nskipped/\n").Write("helms/legion/a.bak", "x").Write("helms/legion/skipped/x", "x").Write("helms/legion/config/a", "a").Write("helms/legion/config-map.txt", "b")
            .Write("helms/legion/README.md", "\uFEFFread me\r\n").Write("helms/legion/values.schema.json", "{\"type\":\"object\"}").Write("helms/legion/templates/.hidden", "x")
            .Write("helms/legion/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.1.0\n").Write("helms/legion/charts/sub/values.yaml", "a: 1\n").Write("helms/legion/charts/sub/templates/a.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: sub\n")
            .Write("helms/legion/Chart.yaml", "apiVersion: v2\nname: legion\nversion: 0.1.0\nicon: https://example.com/i.svg\ndependencies:\n- name: sub\n  version: ^0.1.0\n  repository: \"\"\n  condition: sub.enabled\n");
        var chart = Assert.Single(await shop.BuildAsync(null, ChartWorkshop.Image("k8s-edi")));
        var package = Path.Combine(shop.Root, "artifacts", chart.Files[0].Path);

        Assert.Contains("0 chart(s) failed", helm.Run("lint", package), StringComparison.Ordinal);
        Assert.Contains("i: \"pull.example.com:443/legion/k8s-edi@sha256:" + new string('a', 64), helm.Run("template", "x", package), StringComparison.Ordinal);

        // Of the stamped text helm makes the package we made; Chart.yaml it writes anew, with the same meaning.
        var source = Path.Combine(shop.Root, "source");
        await ExtractAsync(package, source);
        foreach (var file in new[] { ".helmignore", "a.bak", "skipped/x", "templates/.hidden", "README.md" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(source, "legion", file))!);
            File.Copy(Path.Combine(shop.Root, "helms/legion", file), Path.Combine(source, "legion", file), overwrite: true);
        }

        helm.Run("package", Path.Combine(source, "legion"), "-d", source);
        var theirs = Path.Combine(source, Path.GetFileName(package));
        var (ours, its) = (Members(package), Members(theirs));
        Assert.Equal(its.Select(static m => m.Name), ours.Select(static m => m.Name));
        foreach (var (name, content) in ours.Where(static m => !m.Name.EndsWith("/Chart.yaml", StringComparison.Ordinal))) Assert.Equal(its.Single(m => m.Name == name).Content, content);
        Assert.Equal(helm.Run("show", "chart", theirs), helm.Run("show", "chart", package));
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task It_verifies_our_signature_and_we_verify_its(string program)
    {
        var helm = HelmProgram.Require(program, shop.Root);
        Programs.Require("gpg", "gnupg");
        gpg.MakeKey("Legion <charts@example.com>", "rsa2048");
        shop.Version = "1.2.3";
        shop.Chart("legion");
        var options = new ChartOptions { SigningKey = "charts@example.com", Gpg = new() { Home = gpg.Folder } };
        var chart = Assert.Single(await shop.BuildAsync(options));
        var package = Path.Combine(shop.Root, "artifacts", chart.Files[0].Path);
        var keyring = Path.Combine(gpg.Folder, "public.gpg");
        gpg.Run("--export", "--output", keyring);

        Assert.Contains("Signed by: Legion <charts@example.com>", helm.Run("verify", "--keyring", keyring, package), StringComparison.Ordinal);
        Assert.Contains("Chart Hash Verified: sha256:" + chart.Files[0].Sha256, helm.Run("verify", "--keyring", keyring, package), StringComparison.Ordinal);
        var changed = await File.ReadAllBytesAsync(package);
        changed[^1] ^= 1;
        Directory.CreateDirectory(Path.Combine(shop.Root, "changed"));
        var copy = Path.Combine(shop.Root, "changed", Path.GetFileName(package));
        await File.WriteAllBytesAsync(copy, changed);
        File.Copy(package + ".prov", copy + ".prov");
        Assert.Contains("sha256 sum does not match", helm.TryRun("verify", "--keyring", keyring, copy).Said, StringComparison.Ordinal);

        // Helm signs with a key of the old keyring format.
        var secret = Path.Combine(gpg.Folder, "secret.gpg");
        gpg.Run("--export-secret-keys", "--output", secret);
        var folder = Path.Combine(shop.Root, "signed");
        Directory.CreateDirectory(folder);
        helm.Run("package", Path.Combine(shop.Root, "helms/legion"), "--sign", "--key", "charts@example.com", "--keyring", secret, "-d", folder);
        var its = await File.ReadAllBytesAsync(Path.Combine(folder, "legion-0.1.0.tgz"));
        var signature = await File.ReadAllBytesAsync(Path.Combine(folder, "legion-0.1.0.tgz.prov"));
        Assert.True(await new GpgProvenance(options.Gpg).VerifyAsync(its, "legion-0.1.0.tgz", signature, SourceLocation.File("x"), static f => Assert.Fail(f.Message), CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task It_takes_our_lock_and_we_take_its(string program)
    {
        var helm = HelmProgram.Require(program, shop.Root);
        await PublishAsync("1.0.0", "1.2.0");
        const string Requirement = "apiVersion: v2\nname: legion\nversion: 0.1.0\ndependencies:\n- name: sub\n  version: ^1.0.0\n  repository: {0}\n  alias: one\n  condition: one.enabled\n  tags: [a, b]\n  import-values:\n  - data\n  - child: x.y\n    parent: z\n- name: sub\n  version: 1.0.0\n  repository: {0}\n  alias: two\n";
        shop.Chart("legion").Write("helms/legion/Chart.yaml", string.Format(null, Requirement, repository.Url));
        Assert.Single(await shop.BuildAsync());
        Assert.Empty(shop.Errors);
        var folder = Path.Combine(shop.Root, "helms/legion");
        var ours = await File.ReadAllTextAsync(Path.Combine(folder, "Chart.lock"));

        helm.Run("repo", "add", "test", repository.Url);
        var built = helm.Run("dependency", "build", folder);
        Assert.DoesNotContain("out of sync", built, StringComparison.Ordinal);
        Assert.Equal(["sub-1.0.0.tgz", "sub-1.2.0.tgz"], Directory.GetFiles(Path.Combine(folder, "charts")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(ours, await File.ReadAllTextAsync(Path.Combine(folder, "Chart.lock")));

        // helm dependency update writes the lock anew: the same but for the time, and we take it as it is.
        helm.Run("dependency", "update", folder);
        var its = await File.ReadAllTextAsync(Path.Combine(folder, "Chart.lock"));
        Assert.Equal(WithoutTime(its), WithoutTime(ours));
        Directory.Delete(Path.Combine(folder, "charts"), recursive: true);
        var chart = Assert.Single(await shop.BuildAsync());
        Assert.Empty(shop.Errors);
        Assert.Equal(its, shop.Member(chart, "legion/Chart.lock"));
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task It_indexes_our_package_as_we_do_and_pulls_by_our_index(string program)
    {
        var helm = HelmProgram.Require(program, shop.Root);
        shop.Chart("legion").Write("helms/legion/Chart.yaml", "apiVersion: v2\nname: legion\nversion: 0.1.0\ndescription: \"say: hi\"\nhome: https://example.com\nicon: https://example.com/i.svg\nkeywords: [one, 'two']\nsources: [https://example.com/s]\nkubeVersion: \">=1.20\"\ntype: application\ndeprecated: true\nmaintainers:\n- name: M\n  email: m@example.com\n  url: https://example.com/m\nannotations:\n  b: \"1\"\n  a: |\n    - kind: added\n      description: x\ndependencies:\n- name: sub\n  version: ~0.1.0\n  repository: \"\"\n  alias: s\n  condition: s.enabled\n  tags: [t]\n  import-values: [data, {child: c, parent: p}]\n");
        shop.Write("helms/legion/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.1.0\n");
        var chart = Assert.Single(await shop.BuildAsync());
        var folder = Path.Combine(shop.Root, "artifacts", "charts");
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, Path.GetFileName(chart.Files[0].Path)));
        helm.Run("repo", "index", folder, "--url", repository.Url.TrimEnd('/'));
        var its = await File.ReadAllTextAsync(Path.Combine(folder, "index.yaml"));
        var created = its.Split('\n').Single(static l => l.StartsWith("    created: ", StringComparison.Ordinal)).Split('"')[1];

        var form = OciChart.From(bytes, null, null, "legion.tgz", static f => Assert.Fail(f.Message))!;
        var editor = new ChartIndexEditor([], "index.yaml", static f => Assert.Fail(f.Message));
        editor.Add(new(form.Metadata, [repository.Url + Path.GetFileName(chart.Files[0].Path)], chart.Files[0].Sha256, created));
        Assert.Equal(Meaning(its), Meaning(Encoding.UTF8.GetString(editor.Content.Span))); // texts of several lines are written in another style

        repository.Files["index.yaml"] = editor.Content.ToArray();
        repository.Files[Path.GetFileName(chart.Files[0].Path)] = bytes;
        helm.Run("pull", "legion", "--repo", repository.Url, "--version", shop.Version, "-d", Pulled());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(shop.Root, "pulled")).Single()));
    }

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task It_pulls_what_we_push_and_pushes_the_form_we_push(string program)
    {
        var helm = HelmProgram.Require(program, shop.Root);
        await using var server = await RegistryServer.StartAsync();
        var chart = Assert.Single(await shop.Chart("legion").BuildAsync());
        var package = Path.Combine(shop.Root, "artifacts", chart.Files[0].Path);
        var bytes = await File.ReadAllBytesAsync(package);
        using var client = new RegistryClient(new RegistryClientOptions { PlainHttp = true });
        helm.Run("push", package, $"oci://{server.Host}/theirs", "--plain-http");
        var its = await client.ToRead(Reference.Parse($"{server.Host}/theirs/legion")).ReadManifestAsync(OciChart.TagOf(shop.Version), CancellationToken.None);
        var created = System.Text.Json.JsonDocument.Parse(its.Bytes).RootElement.GetProperty("annotations").GetProperty("org.opencontainers.image.created").GetString();
        var form = OciChart.From(bytes, null, created, "legion.tgz", static f => Assert.Fail(f.Message))!;
        Assert.Equal(Encoding.UTF8.GetString(its.Bytes.Span), Encoding.UTF8.GetString(form.Manifest.Bytes.Span));

        var target = client.ToWrite(Reference.Parse($"{server.Host}/ours/legion"));
        foreach (var blob in form.Layers.Append(form.Config)) await target.WriteBlobAsync(blob.Descriptor, _ => new(new MemoryStream(blob.Content.ToArray())), null, null, CancellationToken.None);
        await target.WriteManifestAsync(form.Manifest, form.Tag, CancellationToken.None);
        helm.Run("pull", $"oci://{server.Host}/ours/legion", "--version", shop.Version, "--plain-http", "-d", Pulled());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Directory.GetFiles(Path.Combine(shop.Root, "pulled")).Single()));
    }

    private static string WithoutTime(string text) => string.Join('\n', text.Split('\n').Where(static l => !l.StartsWith("generated:", StringComparison.Ordinal)));

    private static string Meaning(string index) => new GoJson().Value(YamlReader.Read(WithoutTime(index), "index.yaml").Documents[0].Root).ToString();

    private string Pulled() => Directory.CreateDirectory(Path.Combine(shop.Root, "pulled")).FullName;

    private static async Task ExtractAsync(string package, string folder)
    {
        Directory.CreateDirectory(folder);
        await using var unzipped = new GZipStream(File.OpenRead(package), CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(unzipped, folder, overwriteFiles: true);
    }

    private static List<(string Name, byte[] Content)> Members(string package)
    {
        var members = new List<(string, byte[])>();
        using var unzipped = new GZipStream(File.OpenRead(package), CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            var content = new byte[entry.Length];
            entry.DataStream?.ReadExactly(content);
            members.Add((entry.Name, content));
        }

        return members;
    }

    private async Task PublishAsync(params string[] versions)
    {
        var index = new ChartIndexEditor([], "index.yaml", static f => Assert.Fail(f.Message));
        foreach (var version in versions)
        {
            using var other = new ChartWorkshop("sub") { Version = version };
            var chart = Assert.Single(await other.Chart("sub").BuildAsync());
            repository.Files[$"sub-{version}.tgz"] = await File.ReadAllBytesAsync(Path.Combine(other.Root, "artifacts", chart.Files[0].Path));
            index.Add(new(new ChartMetadata { ApiVersion = "v2", Name = "sub", Version = version }, [$"sub-{version}.tgz"], chart.Files[0].Sha256, OciChart.NoTime));
        }

        repository.Files["index.yaml"] = index.Content.ToArray();
    }
}
