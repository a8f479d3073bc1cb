using System.Security.Cryptography;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Publishing.Git;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories.Charts;
using Legion.Build.Publishing.Repositories.Directories;

namespace Legion.Build.Publishing.Repositories.HelmGit;

/// <summary>Charts in a git repository: packages and index.yaml in one commit, pushed without force.</summary>
/// <remarks>
/// Somebody else may push first: the push is then rejected, the branch fetched, the entries added to what now stands there, and pushed again.
/// Nobody's entries are lost, since the index is edited and never written from what was known before (chart-releaser #143).
/// </remarks>
internal sealed class HelmGitPublisher(Repository repository, PublishContext context) : IRepositoryPublisher, IArtifactReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly ChartRepositoryClone clone = new(repository, context);
    private readonly SemaphoreSlim one = new(1, 1);

    private bool IsMissing => CreateAt is not null && !Directory.Exists(CreateAt);

    /// <summary>A bare repository that is made when it does not exist: the rehearsal's.</summary>
    public string? CreateAt { get; init; }

    public PublisherCapabilities Capabilities { get; } = new() { CommitsTogether = true, CanReplace = true };

    public IReadOnlyList<ReleaseItem> Describe(BuiltArtifact artifact, IReadOnlyList<string> floatingTags) =>
        [ChartPackage.Item(artifact, repository.Name, name => repository.Push.TrimEnd('/') + "/" + Inside(name), name => repository.Pull.TrimEnd('/') + "/" + Inside(name))];

    public async Task CheckAsync(IReadOnlyList<ReleaseItem> items, CancellationToken cancellation)
    {
        // What a rehearsal pushes to is made by its first commit: to look, nothing is written.
        if (IsMissing) FolderFile.Check(CreateAt!);
        await ReadAsync(
            async _ =>
            {
                if (CreateAt is null) await clone.CheckPushAsync(context.Product, cancellation);
                return true;
            },
            cancellation);
    }

    public Task<string?> LookAsync(ReleaseItem item, CancellationToken cancellation) =>
        ReadAsync(async at => ChartIndexFile.Find(await IndexAsync(at, cancellation), item, context), cancellation);

    public Task<IReadOnlyList<string>> ListAsync(ArtifactKind kind, string name, VersionDialects version, CancellationToken cancellation) =>
        ReadAsync(async at => ChartIndexFile.List(await IndexAsync(at, cancellation), name, version.SemVer), cancellation);

    public Task TransferAsync(ReleaseItem item, IProgress<long> sent, CancellationToken cancellation) => Task.CompletedTask;

    public async Task CommitAsync(IReadOnlyList<ReleaseItem> items, bool mayReplace, IProgress<long> sent, CancellationToken cancellation)
    {
        await using var held = CreateAt is null ? null : await HoldAsync(CreateAt, cancellation);
        await clone.EnsureIdentityAsync(context.Product, cancellation);
        var packages = items.Select(i => ChartPackage.Read(i.Files[0], context)).ToList();
        var time = context.Environment.Time;
        var (begin, pause) = (time.GetTimestamp(), TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var at = await clone.FetchAsync(await clone.AskAsync(cancellation), cancellation);
            if (await ApplyAsync(at, items, packages, mayReplace, cancellation) is not { } commit) return; // all of it is there
            var push = await clone.PushAsync(at, commit, cancellation);
            if (push.ExitCode == 0)
            {
                sent.Report(items.Sum(static i => i.Size));
                return;
            }

            var now = await clone.AskAsync(cancellation);
            if (now.Commit == commit) return; // the answer was lost on its way
            var isRace = now.Commit != at.Commit || push.Output.AsSpan().IndexOf("[rejected]"u8) >= 0 || IsLocked(push);
            if (!isRace || time.GetElapsedTime(begin) > Patience) throw GitCommand.Failure(push, "push");
            context.Log.Message(Artifacts.BuildMessageLevel.Detail, null, $"{repository.Name}: somebody else pushed first; applying the entries again");
            // Not in step with the others who were rejected in the same moment.
            await Task.Delay(pause * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 1000d)), time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    public Task<string?> ReadBackAsync(ReleaseItem item, CancellationToken cancellation) => ReadAsync(
        async at =>
        {
            var listed = ChartIndexFile.Find(await IndexAsync(at, cancellation), item, context);
            if (listed is null || await clone.ReadAsync(at, Inside(item.Key), cancellation) is not { } bytes) return null;
            var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
            // Helm believes the index and refuses the file (ingress-nginx #13485): both must be right.
            return digest == item.Digest ? listed : digest;
        },
        cancellation);

    public Task<byte[]?> ReadAsync(ReleaseItem item, CancellationToken cancellation) =>
        ReadAsync(at => clone.ReadAsync(at, Inside(item.Key), cancellation), cancellation);

    public ValueTask DisposeAsync()
    {
        one.Dispose();
        clone.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<FileStream> HoldAsync(string bare, CancellationToken cancellation)
    {
        await BareRepository.EnsureAsync(bare, repository.Branch ?? "main", context.Environment, cancellation);
        return await BareRepository.HoldAsync(bare, cancellation);
    }

    // A server that updates the branch for somebody else holds its lock file; "cannot lock ref", "failed to update ref".
    private static bool IsLocked(GitResult push) =>
        push.Output.AsSpan().IndexOf("lock"u8) >= 0 || push.Output.AsSpan().IndexOf("failed to update ref"u8) >= 0 || push.Errors.Contains("lock", StringComparison.OrdinalIgnoreCase);

    private string Inside(string name) => repository.Folder is { Length: > 0 } folder ? folder.Trim('/') + "/" + name : name;

    // The clone serves one question at a time.
    private async Task<T> ReadAsync<T>(Func<GitBase, Task<T>> read, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            return await read(IsMissing ? new(repository.Branch ?? "main", null) : await clone.FetchAsync(await clone.AskAsync(cancellation), cancellation));
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<byte[]> IndexAsync(GitBase at, CancellationToken cancellation) => await clone.ReadAsync(at, Inside("index.yaml"), cancellation) ?? [];

    private async Task<string?> ApplyAsync(GitBase at, IReadOnlyList<ReleaseItem> items, List<ChartPackage> packages, bool mayReplace, CancellationToken cancellation)
    {
        var before = await IndexAsync(at, cancellation);
        var index = ChartIndexFile.Add(before, packages, mayReplace, context);
        var files = new List<(string Path, string Blob)>();
        for (var i = 0; i < items.Count; i++)
        {
            var blob = await clone.AddAsync(context.FullPath(items[i].Files[0].Path), cancellation);
            var there = await clone.BlobAsync(at, Inside(items[i].Key), cancellation);
            if (there == blob) continue;
            if (there is not null && !mayReplace) throw new PublishException(PublishFailure.Conflict, await DigestAsync(at, items[i], cancellation));
            files.Add((Inside(items[i].Key), blob));
        }

        if (files.Count == 0 && index.AsSpan().SequenceEqual(before)) return null;
        Directory.CreateDirectory(context.WorkPath);
        var staged = Path.Combine(context.WorkPath, Path.GetRandomFileName());
        try
        {
            await File.WriteAllBytesAsync(staged, index, cancellation);
            files.Add((Inside("index.yaml"), await clone.AddAsync(staged, cancellation)));
        }
        finally
        {
            File.Delete(staged);
        }

        return await clone.CommitAsync(at, files, Message(items), cancellation);
    }

    private async Task<string> DigestAsync(GitBase at, ReleaseItem item, CancellationToken cancellation) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(await clone.ReadAsync(at, Inside(item.Key), cancellation) ?? []));

    private string Message(IReadOnlyList<ReleaseItem> items)
    {
        var charts = string.Join(", ", items.Select(static i => i.Name + " " + i.Version));
        return (repository.Message ?? "Release ${charts}")
            .Replace("${charts}", charts, StringComparison.Ordinal)
            .Replace("${version}", context.Version.SemVer, StringComparison.Ordinal)
            .Replace("${channel}", context.Channel.Name, StringComparison.Ordinal)
            .Replace("${product}", context.Product, StringComparison.Ordinal);
    }
}
