using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing.Git;

/// <summary>The tag of the source repository, on the commit that is checked out: the last step of a release.</summary>
internal sealed class GitTagPublisher(PublishContext context, string tag, string? rehearseTo) : IRepositoryPublisher
{
    private readonly GitCommand git = new(context.Root, context.Environment, "source");
    private string? commit;

    /// <summary>The commit to name; null: the one that is checked out.</summary>
    public string? Commit { get; init; }

    public PublisherCapabilities Capabilities { get; } = new();

    private string Remote => rehearseTo is null ? "origin" : Path.Combine(rehearseTo, "source.git");

    private string Ref => "refs/tags/" + tag;

    /// <summary>The one item: the tag and the commit it is to name.</summary>
    public IReadOnlyList<ReleaseItem> Describe()
    {
        commit ??= Commit ?? Head();
        return
        [
            new()
            {
                Role = ItemRole.GitTag,
                Name = context.Product,
                Version = context.Version.SemVer,
                Repository = "source",
                Address = "git tag " + tag,
                Reference = tag,
                Key = tag,
                Digest = commit,
            },
        ];
    }

    public IReadOnlyList<ReleaseItem> Describe(BuiltArtifact artifact, IReadOnlyList<string> floatingTags) => [];

    public Task<IReadOnlyList<string>> ListAsync(ArtifactKind kind, string name, VersionDialects version, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    public async Task CheckAsync(IReadOnlyList<ReleaseItem> items, CancellationToken cancellation)
    {
        if (commit!.Length == 0) throw new PublishException(PublishFailure.Program, $"'gitTag' is set and '{context.Root}' is in no git repository with a commit");
        await git.RunAsync(cancellation, "check-ref-format", Ref);
        if (rehearseTo is not null) return;
        // A push that is announced and not done says whether we may.
        await git.RunAsync(cancellation, "ls-remote", "--heads", Remote);
        await git.RunAsync(cancellation, "push", "--dry-run", "--quiet", "--no-verify", Remote, "HEAD:refs/legion/preflight");
    }

    public async Task<string?> LookAsync(ReleaseItem item, CancellationToken cancellation)
    {
        // What a rehearsal pushes to is made by its first tag: to look, nothing is written.
        if (rehearseTo is not null && !Directory.Exists(Remote)) return null;
        // An annotated tag is an object of its own; the line with ^{} names the commit it stands for.
        var result = await git.RunAsync(cancellation, "ls-remote", Remote, Ref, Ref + "^{}");
        var lines = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? null : lines[^1].Split('\t')[0];
    }

    public Task TransferAsync(ReleaseItem item, IProgress<long> sent, CancellationToken cancellation) => Task.CompletedTask;

    public async Task CommitAsync(IReadOnlyList<ReleaseItem> items, bool mayReplace, IProgress<long> sent, CancellationToken cancellation)
    {
        if (rehearseTo is not null) await BareRepository.EnsureAsync(Remote, "main", context.Environment, cancellation);
        await using var held = rehearseTo is null ? null : await BareRepository.HoldAsync(Remote, cancellation);
        // A promotion tags the commit that was tested, which a shallow checkout of another one may not have.
        if ((await git.TryRunAsync(cancellation, "cat-file", "-e", items[0].Digest + "^{commit}")).ExitCode != 0)
            await git.RunAsync(cancellation, "fetch", "--quiet", "--no-tags", "--depth=1", "origin", items[0].Digest);
        var result = await git.TryRunAsync(cancellation, "push", "--quiet", Remote, items[0].Digest + ":" + Ref);
        if (result.ExitCode == 0) return;
        // The answer may have been lost, or somebody else may have set it: what stands there decides.
        var found = await LookAsync(items[0], cancellation);
        if (found == items[0].Digest) return;
        throw found is null ? GitCommand.Failure(result, "push") : new(PublishFailure.Conflict, found);
    }

    public Task<string?> ReadBackAsync(ReleaseItem item, CancellationToken cancellation) => LookAsync(item, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string Head()
    {
        var result = git.TryRunAsync(CancellationToken.None, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").GetAwaiter().GetResult();
        return result.ExitCode == 0 ? result.Text : "";
    }
}
