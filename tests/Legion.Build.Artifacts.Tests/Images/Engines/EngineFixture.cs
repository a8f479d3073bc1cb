using Legion.Build.Artifacts.Images;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>Real engines with stores of their own: docker daemons on their own sockets, a remote builder, podman and buildah in their own folders.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    public const string RemoteBuilder = "legion-remote";
    private static readonly string Folder = Path.Join(Path.GetTempPath(), "legion-engines-" + Environment.ProcessId);
    private readonly string path = Environment.GetEnvironmentVariable("PATH") ?? "";
    private DockerDaemonProcess? daemon;
    private DockerDaemonProcess? next;
    private BuildKitTunnel? tunnel;
    private RegistryServer? registry;
    private Task<string>? debian;

    /// <summary>docker with bake on its daemon; bake on a remote builder; docker without buildx; podman; buildah.</summary>
    public static TheoryData<string> All => ["docker", "remote", "docker build", "podman", "buildah"];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Join(Folder, "storage.conf"), $"[storage]\ndriver = \"overlay\"\ngraphroot = \"{Folder}/store\"\nrunroot = \"{Folder}/run\"\n");
        await File.WriteAllTextAsync(Path.Join(Folder, "containers.conf"), "[engine]\nruntime = \"runc\"\ncgroup_manager = \"cgroupfs\"\nevents_logger = \"file\"\n");
        Environment.SetEnvironmentVariable("CONTAINERS_CONF", Path.Join(Folder, "containers.conf"));
        Environment.SetEnvironmentVariable("CONTAINERS_STORAGE_CONF", Path.Join(Folder, "storage.conf"));
        Environment.SetEnvironmentVariable("BUILDAH_ISOLATION", "chroot");
        Environment.SetEnvironmentVariable("BUILDX_CONFIG", Path.Join(Folder, "buildx"));

        // Where all tests run, the base that takes a minute is made beside the first of them.
        if (Environment.GetEnvironmentVariable("CI") == "true" && Tool.Find("debootstrap") is not null && Tool.Find("docker-registry") is not null && Tool.Find("skopeo") is not null)
        {
            debian = DebianBase.PushAsync(Folder + "/debian", await RegistryAsync());
        }
    }

    /// <summary>Starts what an engine needs, or skips the test.</summary>
    /// <param name="engine">
    /// One of <see cref="All"/>; <c>docker next</c>, whose daemon keeps images as OCI has them; <c>docker classic</c>, which has BuildKit through buildx alone,
    /// and no buildx; <c>docker classic next</c>, the same on the daemon of <c>docker next</c>.
    /// </param>
    /// <returns>The options that choose it.</returns>
    internal async Task<ImageOptions> NeedAsync(string engine)
    {
        Environment.SetEnvironmentVariable("PATH", path);
        if (engine is "podman" or "buildah")
        {
            Tool.Need(engine, engine);
            return new() { Engine = engine };
        }

        Tool.Need("docker", "docker.io");
        daemon ??= await DockerDaemonProcess.StartAsync("dockerd", Folder + "/docker", """{ "storage-driver": "overlay2" }""");
        if (daemon.WhyNot is not null) Assert.Skip($"needs a docker daemon that starts: apt-get install docker.io ({daemon.WhyNot})");
        Environment.SetEnvironmentVariable("DOCKER_HOST", "unix://" + daemon.Socket);
        if (engine is "docker build" or "docker classic" or "docker classic next")
        {
            if (engine != "docker build") Tool.Need("docker-next", "docker-cli of the release after this one: .ci/install-engines does it");
            if (engine == "docker classic next") await NeedNextAsync();
            HideBuildx(engine != "docker build" ? Tool.Find("docker-next")! : File.Exists("/usr/bin/docker") ? "/usr/bin/docker" : Tool.Find("docker")!);
            return new() { Engine = "docker" };
        }

        if ((await Tool.TryRunAsync("docker", "buildx", "version")).Code != 0) Assert.Skip("needs docker buildx: apt-get install docker-buildx");
        if (engine == "docker") return new() { Engine = "docker" };
        await NeedRemoteAsync();
        if (engine != "docker next") return new() { Engine = "docker", Builder = RemoteBuilder };
        await NeedNextAsync();
        return new() { Engine = "docker" };
    }

    /// <summary>Takes an engine's memory of what it built.</summary>
    /// <param name="engine">One of <see cref="All"/>.</param>
    internal static async Task ForgetAsync(string engine)
    {
        if (engine is "podman" or "buildah") await Tool.RunAsync(engine, "rmi", "--all", "--force");
        else if (engine == "remote") await Tool.RunAsync("docker", "buildx", "prune", "--builder", RemoteBuilder, "--all", "--force");
        else await Tool.RunAsync("docker", "builder", "prune", "--all", "--force");
    }

    /// <summary>A registry that lives as long as the tests.</summary>
    /// <returns>Host and port.</returns>
    internal async Task<string> RegistryAsync()
    {
        Tool.Need("docker-registry", "docker-registry");
        Tool.Need("skopeo", "skopeo");
        return (registry ??= await RegistryServer.StartAsync()).Host;
    }

    /// <summary>A Debian made by debootstrap, once for all tests, and pushed to the registry.</summary>
    /// <returns>Its reference.</returns>
    internal async Task<string> DebianAsync()
    {
        Tool.Need("debootstrap", "debootstrap");
        var host = await RegistryAsync();
        return await (debian ??= DebianBase.PushAsync(Folder + "/debian", host));
    }

    public async ValueTask DisposeAsync()
    {
        if (debian is not null) await Task.WhenAny(debian, Task.Delay(TimeSpan.FromSeconds(90)));
        if (daemon is not null) await daemon.DisposeAsync();
        tunnel?.Dispose();
        if (next is not null) await next.DisposeAsync();
        if (registry is not null) await registry.DisposeAsync();

        // Mounts of the stores must be gone before their folders.
        await Tool.TryRunAsync("sh", "-c", $"grep -o ' {Folder}/[^ ]*' /proc/self/mounts | sort -r | xargs -r umount; rm -rf '{Folder}'");
    }

    private async Task NeedNextAsync()
    {
        await NeedRemoteAsync();
        Environment.SetEnvironmentVariable("DOCKER_HOST", "unix://" + next!.Socket);
    }

    private async Task NeedRemoteAsync()
    {
        next ??= await DockerDaemonProcess.StartAsync("dockerd-next", Folder + "/next", """{ "features": { "containerd-snapshotter": true } }""");
        if (next.WhyNot is not null) Assert.Skip($"needs a newer docker daemon, whose BuildKit a builder can be: .ci/install-engines installs it ({next.WhyNot})");
        if (tunnel is not null || (await Tool.TryRunAsync("docker", "buildx", "version")).Code != 0) return;
        tunnel = new(next.Socket);
        await Tool.RunAsync("docker", "buildx", "create", "--name", RemoteBuilder, "--driver", "remote", FormattableString.Invariant($"tcp://127.0.0.1:{tunnel.Port}"));
    }

    // The plugin stands where docker always looks; a docker in front of it that denies it is how its absence looks. Older dockers speak to
    // BuildKit themselves, newer ones have their first builder left.
    private void HideBuildx(string docker)
    {
        var folder = Path.Join(Folder, "no-buildx-" + Path.GetFileName(docker));
        var script = Path.Join(folder, "docker");
        Scripts.Write(script, $"#!/bin/sh\n[ \"$1\" != buildx ] || {{ echo \"docker: 'buildx' is not a docker command\" >&2; exit 1; }}\nexec {docker} \"$@\"\n");
        Environment.SetEnvironmentVariable("PATH", folder + Path.PathSeparator + path);
    }
}
