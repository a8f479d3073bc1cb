using System.Diagnostics;

namespace Legion.Build.TestServers;

/// <summary>nginx taking PUT (its dav module) on a free loopback port: a private Helm repository as many have it.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly ServerProcess process;

    private NginxServer(string folder, ServerProcess process, int port) => (this.folder, this.process, Port) = (folder, process, port);

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Its address, with a slash at the end.</summary>
    public string Url => $"http://127.0.0.1:{Port}/";

    /// <summary>The folder it serves.</summary>
    public string Content => Path.Combine(folder, "www");

    /// <summary>Method, path and status of every request, a line each.</summary>
    public string AccessLog => File.ReadAllText(Path.Combine(folder, "access.log"));

    /// <summary>Starts one; skips the test where it is not installed.</summary>
    /// <param name="username">Who may use it; null: everyone.</param>
    /// <param name="password">The user's password.</param>
    public static async Task<NginxServer> StartAsync(string? username = null, string password = "")
    {
        Programs.Require("nginx");
        var place = Directory.CreateTempSubdirectory("legion-nginx-").FullName;
        foreach (var name in (string[])["www", "tmp"]) Directory.CreateDirectory(Path.Combine(place, name));
        if (username is not null) await File.WriteAllTextAsync(Path.Combine(place, "users"), $"{username}:{{PLAIN}}{password}\n");
        var (process, port) = await ServerProcess.StartAsync(port =>
        {
            File.WriteAllText(Path.Combine(place, "nginx.conf"), Configuration(place, port, username is not null));
            return new ProcessStartInfo("nginx", ["-c", Path.Combine(place, "nginx.conf"), "-p", place, "-e", "stderr"]);
        });
        return new(place, process, port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        TemporaryFolders.Delete(folder);
    }

    // One process, which is the one that is ended; no paths outside the folder.
    private static string Configuration(string folder, int port, bool hasUsers) => $$"""
        daemon off;
        master_process off;
        pid "{{folder}}/nginx.pid";
        events { worker_connections 256; }
        http {
          log_format short "$request_method $uri $status";
          access_log "{{folder}}/access.log" short;
          client_body_temp_path "{{folder}}/tmp/body";
          proxy_temp_path "{{folder}}/tmp/proxy";
          fastcgi_temp_path "{{folder}}/tmp/fastcgi";
          uwsgi_temp_path "{{folder}}/tmp/uwsgi";
          scgi_temp_path "{{folder}}/tmp/scgi";
          client_max_body_size 0;
          server {
            listen 127.0.0.1:{{port}};
            root "{{folder}}/www";
            location / {
              dav_methods PUT;
              create_full_put_path on;
              {{(hasUsers ? $"auth_basic charts; auth_basic_user_file \"{folder}/users\";" : "")}}
            }
          }
        }
        """;
}
