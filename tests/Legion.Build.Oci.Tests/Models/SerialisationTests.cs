using System.Globalization;
using System.Text;
using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Tests.Models;

public class SerialisationTests
{
    private static readonly Descriptor Config = Descriptor.Of(MediaTypes.ImageConfig, "{}"u8);

    [Fact]
    public void A_manifest_has_exactly_these_bytes()
    {
        var manifest = new ImageManifest { Config = Config, Annotations = Config.Annotations.Add("b", "ä+<").Add("B", "1") };
        Assert.Equal(
            """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},"layers":[],"annotations":{"B":"1","b":"ä+<"}}""",
            Encoding.UTF8.GetString(manifest.ToBytes()));
    }

    [Fact]
    public void Every_culture_sorts_alike()
    {
        var manifest = new ImageManifest { Config = Config, Annotations = Config.Annotations.Add("i", "").Add("I", "").Add("ı", "").Add("z", "").Add("å", "") };
        var expected = manifest.ToBytes();
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "tr-TR", "sv-SE", "ar-SA" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
                Assert.Equal(expected, ImageManifest.Parse(manifest.ToBytes()).ToBytes());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_foreign_manifests_bytes_are_kept()
    {
        var foreign = Encoding.UTF8.GetBytes($$"""
            {
               "mediaType": "{{MediaTypes.DockerManifest}}", "schemaVersion": 2, "x-unknown": [1, 2],
               "config": { "size": 2, "digest": "{{Config.Digest}}", "mediaType": "{{MediaTypes.DockerConfig}}" },
               "layers": [ { "mediaType": "{{MediaTypes.DockerLayer}}", "digest": "{{Digest.Of([])}}", "size": 0 } ]
            }
            """);
        var raw = RawManifest.Detect(foreign);
        Assert.Equal(MediaTypes.DockerManifest, raw.MediaType);
        Assert.Equal(foreign, raw.Bytes.ToArray());
        Assert.Equal(Digest.Of(foreign), raw.Digest);
        Assert.Equal([Config.Digest, Digest.Of([])], raw.Children().Select(c => c.Digest));
    }

    [Fact]
    public void A_configuration_survives_reading_and_writing()
    {
        var config = new ImageConfig
        {
            Platform = new Platform("linux", "arm64", "v8"),
            Created = "2020-01-01T00:00:00Z",
            Config = new ContainerConfig
            {
                User = "1000:1000",
                ExposedPorts = new ContainerConfig().ExposedPorts.Add("80/tcp").Add("443/tcp"),
                Env = ["B=2", "A=1"],
                Entrypoint = ["/a", "b"],
                Cmd = [],
                Volumes = new ContainerConfig().Volumes.Add("/data"),
                WorkingDir = "/w",
                Labels = new ContainerConfig().Labels.Add("k", "v"),
                StopSignal = "SIGINT",
                Healthcheck = new Healthcheck { Test = ["CMD", "x"], Interval = 30_000_000_000, Retries = 3 },
                OnBuild = ["RUN x"],
                Shell = ["/bin/bash", "-c"],
            },
            RootFs = new RootFs([Digest.Of([])]),
            History = [new HistoryEntry { CreatedBy = "COPY", EmptyLayer = true }],
        };
        var bytes = config.ToBytes();
        Assert.Equal(bytes, ImageConfig.Parse(bytes).ToBytes());
        Assert.Contains("\"ExposedPorts\":{\"443/tcp\":{},\"80/tcp\":{}}", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Contains("\"Cmd\":[]", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Dockers_own_configuration_is_read()
    {
        var config = ImageConfig.Parse("""{"architecture":"amd64","os":"linux","docker_version":"20","container_config":{"Cmd":null},"config":{"User":"","Env":null,"Cmd":["sh"],"Volumes":null,"Labels":null,"OnBuild":null},"rootfs":{"type":"layers","diff_ids":[]}}"""u8.ToArray());
        Assert.Null(config.Config.User);
        Assert.Equal(["sh"], config.Config.Cmd!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":1,"fsLayers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"digest":"sha256:x","size":1}}""")]
    [InlineData("""{"schemaVersion":2,"config":{"digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":-1}}""")]
    [InlineData("""{"schemaVersion":2,"config":"x"}""")]
    [InlineData("""{"schemaVersion":2,"manifests":[],"config":{"digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}}""")]
    public void What_is_no_manifest_is_refused(string json) =>
        Assert.Throws<OciException>(() => ImageManifest.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void An_index_gives_the_image_of_a_platform()
    {
        var index = new ImageIndex
        {
            Manifests =
            [
                Config with { Platform = new Platform("linux", "arm", "v6") },
                Config with { Platform = new Platform("linux", "arm", "v7") },
                Config with { Platform = new Platform("linux", "arm64", "v8") },
                Config with { Platform = new Platform("linux", "amd64") },
                Config with { Platform = new Platform("unknown", "unknown") },
            ],
        };
        Assert.Equal("v7", index.Choose(Platform.Parse("linux/arm/v7"))!.Platform!.Variant);
        Assert.Equal("arm64", index.Choose(Platform.Parse("linux/aarch64"))!.Platform!.Architecture);
        Assert.Equal("amd64", index.Choose(Platform.LinuxAmd64)!.Platform!.Architecture);
        Assert.Null(index.Choose(Platform.Parse("linux/riscv64")));
        Assert.Null(index.Choose(Platform.Parse("windows/amd64")));
    }
}
