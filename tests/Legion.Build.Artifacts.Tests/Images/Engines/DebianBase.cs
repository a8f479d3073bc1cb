namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>A small Debian: what debootstrap makes of the release this machine runs, less its documentation and indexes.</summary>
internal static class DebianBase
{
    private const string Script = """
        set -e
        . /etc/os-release
        # The mirror this machine's own apt uses.
        mirror=$(apt-get indextargets --no-release-info --format '$(SITE) $(RELEASE)' | awk -v c="$VERSION_CODENAME" '$2 == c { print $1; exit }')
        # A mirror may fail once.
        for attempt in 1 2 3; do
          debootstrap --variant=minbase "$VERSION_CODENAME" "$1/root" "$mirror" && break
          [ $attempt -lt 3 ]
          rm -rf "$1/root"
        done
        cd "$1/root"
        rm -rf var/cache/apt/* var/lib/apt/lists/* usr/share/doc usr/share/locale usr/share/man usr/share/zoneinfo usr/share/info var/log/* var/cache/debconf/*-old usr/lib/*/gconv dev/*
        """;

    /// <summary>Makes it and pushes it.</summary>
    /// <param name="folder">A folder for it.</param>
    /// <param name="host">The registry.</param>
    /// <returns>Its reference.</returns>
    public static async Task<string> PushAsync(string folder, string host)
    {
        Directory.CreateDirectory(folder);
        await Tool.RunAsync("sh", "-c", Script, "debian", folder);
        Tool.Need("umoci", "umoci");
        var layout = Path.Join(folder, "layout");
        await Tool.RunAsync("umoci", "init", "--layout", layout);
        await Tool.RunAsync("umoci", "new", "--image", layout + ":debian");
        await Tool.RunAsync("umoci", "insert", "--image", layout + ":debian", Path.Join(folder, "root"), "/");
        await Tool.RunAsync("umoci", "config", "--image", layout + ":debian", "--config.cmd", "/bin/bash", "--config.env", "DEBIAN_FRONTEND=noninteractive");
        var reference = host + "/base/debian:1";
        await Tool.RunAsync("skopeo", "copy", "--quiet", "--dest-tls-verify=false", $"oci:{layout}:debian", "docker://" + reference);
        Directory.Delete(Path.Join(folder, "root"), recursive: true);
        return reference;
    }
}
