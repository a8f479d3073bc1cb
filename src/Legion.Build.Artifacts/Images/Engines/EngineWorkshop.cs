using System.Text;

using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Images.Assembly;
using Legion.Build.Artifacts.Images.Building;
using Legion.Build.Artifacts.Images.Contexts;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>What engines work with: staged contexts, Dockerfiles, bases and secrets, in a folder that goes with it.</summary>
internal sealed class EngineWorkshop : IDisposable
{
    private readonly BuildTools tools;
    private readonly EngineEnvironment environment;

    /// <summary>Opens a workshop.</summary>
    /// <param name="tools">What builders share.</param>
    /// <param name="jobs">The images it is for.</param>
    /// <param name="environment">Where secrets may be.</param>
    /// <exception cref="ImageBuildException">A secret is not to be had.</exception>
    public EngineWorkshop(BuildTools tools, IReadOnlyList<EngineJob> jobs, EngineEnvironment environment)
    {
        this.tools = tools;
        this.environment = environment;
        Folder = Path.Join(tools.Scratch, Path.GetRandomFileName());
        Directory.CreateDirectory(Folder);
        Process = new(tools.Build.Log, [.. jobs.SelectMany(job => job.Prepared.Image.Secrets.SelectMany((secret, i) => Values(job, secret, i)))]);
    }

    /// <summary>Absolute path of the workshop's folder.</summary>
    public string Folder { get; }

    /// <summary>Runs programs.</summary>
    public EngineProcess Process { get; }

    /// <summary>How images are built.</summary>
    public ImageOptions Options => tools.Options;

    /// <summary>An image that an engine is given.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cancellation">Stops the pull it may take.</param>
    public Task<BaseImage> GiveAsync(EngineBase image, CancellationToken cancellation) => tools.Bases.GetAsync(image.Name, image.Platform, cancellation);

    /// <summary>SOURCE_DATE_EPOCH, or the zero of the format.</summary>
    public long Epoch => tools.Build.SourceDateEpoch ?? 0;

    /// <summary>The time as a build argument, for a Dockerfile that asks for it and an image that is not given another.</summary>
    /// <param name="job">The image.</param>
    /// <returns>Null when it does not ask.</returns>
    public string? EpochArgument(EngineJob job)
    {
        const string name = "SOURCE_DATE_EPOCH";
        var asks = job.Prepared.Plans[0].File.Instructions.Any(static instruction => instruction.Keyword == "ARG" && instruction.Pairs.Any(static pair => pair.Name == name));
        return asks && !job.Prepared.Image.Args.Any(static argument => argument.Key == name) ? FormattableString.Invariant($"{name}={Epoch}") : null;
    }

    /// <summary>Absolute path of an image's staged context.</summary>
    /// <param name="job">The image.</param>
    public string ContextFolder(EngineJob job) => Path.Join(Folder, job.Name, "context");

    /// <summary>Absolute path of an image's staged Dockerfile.</summary>
    /// <param name="job">The image.</param>
    /// <param name="platform">Index of the platform.</param>
    public string DockerfilePath(EngineJob job, int platform) => Path.Join(Folder, job.Name, FormattableString.Invariant($"Dockerfile.{platform}"));

    /// <summary>The repository of the manifest at a registry; null: it names none there.</summary>
    /// <param name="host">The registry.</param>
    public Repository? RepositoryAt(string host)
    {
        bool IsAt(string? location) => location is not null && location.Split("://")[^1].Split('/')[0] == host;
        return tools.Build.Manifest.Repositories.FirstOrDefault(repository => repository.Type == RepositoryType.Oci && (IsAt(repository.Pull) || IsAt(repository.Push)));
    }

    /// <summary>Certificate authorities the manifest names for registries, in the form podman and buildah take them: added to those of the machine.</summary>
    /// <param name="hosts">The registries.</param>
    /// <returns>Absolute path of a folder; null: there are none.</returns>
    public string? Authorities(IEnumerable<string> hosts)
    {
        var files = hosts.Select(host => RepositoryAt(host)?.CertificateAuthority).OfType<string>().Distinct().ToArray();
        if (files.Length == 0) return null;
        var folder = Path.Join(Folder, "authorities");
        Directory.CreateDirectory(folder);
        for (var i = 0; i < files.Length; i++) File.Copy(Path.GetFullPath(files[i], tools.Build.Root), Path.Join(folder, FormattableString.Invariant($"{i}.crt")), overwrite: true);
        return folder;
    }

    /// <summary>A variable of the environment builds run in; null when it is unset.</summary>
    /// <param name="name">Its name.</param>
    public string? Variable(string name) => environment.Variable(name);

    /// <summary>Copies an image's context, permissions and times those of the image; an engine given it sees nothing else.</summary>
    /// <param name="job">The image.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Absolute path.</returns>
    public string StageContext(EngineJob job, CancellationToken cancellation)
    {
        var root = ContextFolder(job);
        Directory.CreateDirectory(root);
        foreach (var entry in job.Prepared.Context.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            Stage(entry, Path.Join(root, entry.Path));
        }

        var time = DateTimeOffset.FromUnixTimeSeconds(Epoch).UtcDateTime;
        foreach (var folder in job.Prepared.Context.Entries.Where(static entry => entry.Stamp.Kind == FileKind.Directory).Reverse())
        {
            Directory.SetLastWriteTimeUtc(Path.Join(root, folder.Path), time);
        }

        Directory.SetLastWriteTimeUtc(root, time);
        return root;
    }

    /// <summary>Writes an image's Dockerfile, its bases pinned to what they meant when the fingerprint was taken.</summary>
    /// <param name="job">The image.</param>
    /// <param name="platform">Index of the platform.</param>
    /// <returns>Absolute path; an empty ignore file stands beside it, for the context holds no more than it should.</returns>
    public string StageDockerfile(EngineJob job, int platform)
    {
        var path = DockerfilePath(job, platform);
        var text = BasePinning.Apply(File.ReadAllText(job.Prepared.File), job.Prepared.Plans[platform], name => job.Bases.GetValueOrDefault(name + " " + job.Prepared.Platforms[platform]));
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
        AtomicFile.Write(path + ".dockerignore", ReadOnlyMemory<byte>.Empty);
        return path;
    }

    /// <summary>An image's secrets as the engines' command lines write them: where they are, never what.</summary>
    /// <param name="image">The image.</param>
    public IEnumerable<string> Secrets(Image image) => image.Secrets.Select(secret => secret.Environment is { } variable
        ? $"id={secret.Id},env={variable}"
        : $"id={secret.Id},src={Path.GetFullPath(secret.File!, tools.Build.Root)}");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private void Stage(ContextEntry entry, string path)
    {
        switch (entry.Stamp.Kind)
        {
            case FileKind.Directory:
                Directory.CreateDirectory(path);
                break;
            case FileKind.Link:
                File.CreateSymbolicLink(path, entry.LinkTarget ?? "");
                return;
            default:
                File.Copy(entry.FullPath, path);
                File.SetLastWriteTimeUtc(path, DateTimeOffset.FromUnixTimeSeconds(Epoch).UtcDateTime);
                break;
        }

        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)entry.Mode);
    }

    // Read only to be blotted out of what the engine says, and to say early that one is missing.
    private string[] Values(EngineJob job, BuildSecret secret, int index)
    {
        var place = tools.Build.Sources.Value(SourceMap.PathOf("images", job.Name, "secrets", index.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (secret.Environment is { } variable)
        {
            var value = environment.Variable(variable) ?? throw new ImageBuildException(ImageRules.MissingSecret.At(place, secret.Id, job.Name, $"the environment variable {variable} is not set"));
            return value.Split('\n', StringSplitOptions.TrimEntries);
        }

        var file = Path.GetFullPath(secret.File!, tools.Build.Root);
        if (!File.Exists(file)) throw new ImageBuildException(ImageRules.MissingSecret.At(place, secret.Id, job.Name, $"the file '{secret.File}' is not there"));
        return File.ReadAllText(file).Split('\n', StringSplitOptions.TrimEntries);
    }
}
