using System.Text.Json;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>Workspaces with a base from busybox-static, and what umoci and skopeo say of the images made in them.</summary>
internal static class EngineBed
{
    /// <summary>An image <c>base</c> with a shell, and an image <c>web</c>.</summary>
    /// <param name="dockerfile">The Dockerfile of web.</param>
    /// <param name="more">More keys of web.</param>
    public static Workspace WithBase(string dockerfile, string more = "") => AddBusybox(new Workspace())
        .Manifest($"base: {{ dockerfile: base }}\nweb: {{ dockerfile: web, sources: []{more} }}")
        .File("web/Dockerfile", dockerfile).File("web/hello.txt", "hello\n").File("web/docs/one.txt", "1").File("web/docs/more/run.sh", "#!/bin/sh\n", executable: true);

    /// <summary>Adds the folder <c>base</c>: busybox, a shell and a root user.</summary>
    /// <param name="workspace">The workspace.</param>
    public static Workspace AddBusybox(Workspace workspace)
    {
        Tool.Need("busybox", "busybox-static");
        workspace.File("base/Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\nCOPY busybox /bin/sh\nCOPY etc /etc\nCOPY tmp /tmp\nENV PATH=/bin\n")
            .File("base/etc/passwd", "root:x:0:0::/:/bin/sh\n").File("base/etc/group", "root:x:0:\n").File("base/tmp/.keep", "");
        File.Copy(Tool.Find("busybox")!, Path.Join(workspace.Root, "base/busybox"), overwrite: true);
        return workspace;
    }

    /// <summary>The root file system, unpacked by umoci.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="name">The image.</param>
    public static async Task<string> UnpackAsync(Workspace workspace, string name)
    {
        Tool.Need("umoci", "umoci");
        var bundle = Path.Join(workspace.Folder, "bundle-" + name);
        TemporaryFolders.Delete(bundle);
        await Tool.RunAsync("umoci", "unpack", "--image", $"{workspace.Layout}:{name}", bundle);
        return Path.Join(bundle, "rootfs");
    }

    /// <summary>Kind, mode, owner, link target, attributes and content of all there is, a line each.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="name">The image.</param>
    public static async Task<string> TreeAsync(Workspace workspace, string name = "web")
    {
        var root = await UnpackAsync(workspace, name);
        return await Tool.RunAsync("sh", "-c", $"cd '{root}' && find . -mindepth 1 -printf '%p %y %m %U:%G %T@ %l\\n' | sort && find . -type f -print0 | sort -z | xargs -0 sha256sum");
    }

    /// <summary>The run-time part of the configuration, a line a key, as skopeo reads it.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="name">The image.</param>
    public static async Task<string> ConfigAsync(Workspace workspace, string name = "web")
    {
        Tool.Need("skopeo", "skopeo");
        using var config = JsonDocument.Parse(await Tool.RunAsync("skopeo", "inspect", "--config", $"oci:{workspace.Layout}:{name}"));
        var lines = config.RootElement.GetProperty("config").EnumerateObject().OrderBy(static p => p.Name, StringComparer.Ordinal).Select(static p => p.Name + ": " + JsonSerializer.Serialize(p.Value));
        return string.Join('\n', lines.Append("platform: " + config.RootElement.GetProperty("os") + "/" + config.RootElement.GetProperty("architecture")));
    }

    /// <summary>The digests of the layers.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="name">The image.</param>
    public static async Task<string?[]> LayersAsync(Workspace workspace, string name)
    {
        using var inspected = JsonDocument.Parse(await Tool.RunAsync("skopeo", "inspect", $"oci:{workspace.Layout}:{name}"));
        return [.. inspected.RootElement.GetProperty("Layers").EnumerateArray().Select(static layer => layer.GetString())];
    }

    /// <summary>Every word of every process that runs now, for those that must not be there.</summary>
    public static IEnumerable<string> CommandLines()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            string line;
            try
            {
                line = File.ReadAllText(Path.Join(folder, "cmdline"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue; // it has ended
            }

            if (line.Length > 0) yield return line.Replace('\0', ' ').TrimEnd();
        }
    }

    /// <summary>Waits for something to be so.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="most">For how long at most.</param>
    /// <returns>Whether it came to be.</returns>
    public static async Task<bool> WaitForAsync(Func<bool> condition, TimeSpan most)
    {
        for (var begun = System.Diagnostics.Stopwatch.StartNew(); !condition();)
        {
            if (begun.Elapsed > most) return false;
            await Task.Delay(20);
        }

        return true;
    }
}
