using System.Diagnostics;

namespace Legion.Build.TestServers;

/// <summary>An sshd of the test's own: a free loopback port, its own host key, one key that may log in as the user of the test.</summary>
public sealed class SshServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly ServerProcess process;
    private readonly int port;

    private SshServer(string folder, ServerProcess process, int port) => (this.folder, this.process, this.port) = (folder, process, port);

    /// <summary>What its users log in to, without a path: <c>ssh://user@127.0.0.1:2222</c>.</summary>
    public string Url => $"ssh://{Environment.UserName}@127.0.0.1:{port}";

    /// <summary>The value of <c>GIT_SSH_COMMAND</c> that logs in.</summary>
    public string Command => $"ssh -F none -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile={folder}/known_hosts -o IdentitiesOnly=yes -i {folder}/user";

    /// <summary>What it has said.</summary>
    public string LogText => process.LogText;

    /// <summary>Starts one; skips the test where it is not installed.</summary>
    public static async Task<SshServer> StartAsync()
    {
        Programs.Require("ssh-keygen", "openssh-client");
        const string program = "/usr/sbin/sshd";
        if (!File.Exists(program)) Assert.Skip("needs sshd: apt-get install openssh-server");
        var place = Directory.CreateTempSubdirectory("legion-sshd-").FullName;
        foreach (var key in (string[])["host", "user"])
        {
            using var made = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(place, key)]) { RedirectStandardInput = true })!;
            await made.WaitForExitAsync();
        }

        File.Copy(Path.Combine(place, "user.pub"), Path.Combine(place, "authorized_keys"));
        // Debian's sshd wants this place, which its service makes at its start.
        if (Environment.UserName == "root") Directory.CreateDirectory("/run/sshd");
        var (process, port) = await ServerProcess.StartAsync(port =>
        {
            File.WriteAllText(Path.Combine(place, "sshd_config"), $"""
                Port {port}
                ListenAddress 127.0.0.1
                HostKey {place}/host
                PidFile none
                AuthorizedKeysFile {place}/authorized_keys
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin yes
                MaxStartups 100

                """);
            File.WriteAllText(Path.Combine(place, "known_hosts"), $"[127.0.0.1]:{port} " + File.ReadAllText(Path.Combine(place, "host.pub")));
            return new ProcessStartInfo(program, ["-D", "-e", "-f", Path.Combine(place, "sshd_config")]);
        });
        return new(place, process, port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        TemporaryFolders.Delete(folder);
    }
}
