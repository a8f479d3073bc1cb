using Legion.Build.Publishing.Tests.Support;

namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>A server or folder of one type of repository, with a new address for every publish that is killed there.</summary>
internal abstract class KillGround : IAsyncDisposable
{
    /// <summary>How many publishes can be killed at once: platforms of equal artifacts in folders of their own.</summary>
    public const int Lanes = 4;

    private const string Head = "apiVersion: legion.build/v1\nproduct: Legion\nchannels:\n  release: { versions: stable, tags: [latest] }\nrepositories:\n";

    private readonly string manifest;
    private readonly Platform[] platforms;
    private int places;

    protected KillGround(string manifest)
    {
        this.manifest = Head + manifest;
        platforms = [.. Enumerable.Range(0, Lanes).Select(_ => new Platform(this.manifest))];
    }

    /// <summary>A folder for what the ground needs, gone with it.</summary>
    protected string Folder => platforms[0].Root;

    /// <summary>Opens the ground of a type.</summary>
    /// <param name="type">A type of the manifest, or <c>rehearsal</c>.</param>
    public static async Task<KillGround> OpenAsync(string type) => type switch
    {
        "oci" => await OciGround.OpenAsync(),
        "helm-git" => new HelmGitGround(),
        "helm-http" => await HelmHttpGround.OpenAsync(),
        "pypi" => new PypiGround(),
        "directory" => new DirectoryGround(),
        _ => new RehearsalGround(),
    };

    /// <summary>A publish to an address where nothing is yet.</summary>
    /// <param name="lane">By which platform.</param>
    public SubjectJob NewPlace(int lane)
    {
        var job = new SubjectJob(platforms[lane].Root, manifest, platforms[lane].Version, new(StringComparer.Ordinal));
        return Prepare("place-" + ++places, job);
    }

    /// <summary>What is visible at a place, comparable with other places.</summary>
    public abstract Task<string> StateAsync(SubjectJob place);

    /// <summary>What users find at a place that should not be there yet: a chart before its images.</summary>
    public virtual Task<string?> TooEarlyAsync(SubjectJob place) => Task.FromResult<string?>(null);

    /// <summary>What a place took and confirmed so far, a line for each time it did.</summary>
    public abstract IReadOnlyList<string> Confirmed(SubjectJob place);

    /// <summary>Waits until the server is done with all that a killed publisher had asked of it.</summary>
    public virtual Task QuietAsync() => Task.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        foreach (var platform in platforms) platform.Dispose();
        return ValueTask.CompletedTask;
    }

    protected abstract SubjectJob Prepare(string name, SubjectJob job);

    protected static string Hash(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
}
