using System.Globalization;
using System.Security.Cryptography;
using Legion.Build.Manifest.Model;
using Legion.Build.Publishing.Git;

namespace Legion.Build.Publishing.Repositories.HelmGit;

/// <summary>A git repository of charts, as much of it as is needed: one commit deep, without a work tree, packages left where they are.</summary>
internal sealed class ChartRepositoryClone : IDisposable
{
    // Written when all below it is done: without it a killed run left a part.
    private const string Ready = "legion-ready";

    private readonly Repository repository;
    private readonly CloneFolder place;
    private readonly string folder;
    private readonly GitCommand git;
    private string? branch;
    private bool isReady;

    /// <summary>A clone in a folder that may have served an earlier release.</summary>
    public ChartRepositoryClone(Repository repository, PublishContext context)
    {
        this.repository = repository;
        // Half a login is said before a folder is taken.
        _ = context.Environment.Login(repository.Name);
        // Another address is another clone.
        var address = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(repository.Push)))[..12];
        place = CloneFolder.Take(Path.Combine(context.WorkPath, "git", repository.Name + "-" + address));
        folder = place.Path;
        git = new(folder, context.Environment, repository.Name);
        git.Set("GIT_DIR", folder);
        branch = repository.Branch;
        SetIdentity(context);
    }

    /// <summary>Leaves the folder to whoever comes next.</summary>
    public void Dispose() => place.Dispose();

    /// <summary>Asks where the branch stands; one question to the server.</summary>
    public async Task<GitBase> AskAsync(CancellationToken cancellation)
    {
        await InitializeAsync(cancellation);
        var text = (await git.RunAsync(cancellation, "ls-remote", "--symref", "origin", "HEAD", branch is null ? "refs/heads/*" : "refs/heads/" + branch)).Text;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (branch is null)
        {
            // "ref: refs/heads/main	HEAD": the server's default branch. An empty repository has none to name.
            var symref = lines.FirstOrDefault(static l => l.StartsWith("ref: refs/heads/", StringComparison.Ordinal));
            if (symref is null && lines.Length == 0) return new("main", null);
            branch = symref is null ? "main" : symref["ref: refs/heads/".Length..].Split('\t')[0];
        }

        var line = lines.FirstOrDefault(l => l.EndsWith("\trefs/heads/" + branch, StringComparison.Ordinal));
        return new(branch, line?.Split('\t')[0]);
    }

    /// <summary>Brings the branch's last commit here, without the files it holds where the server can leave them out.</summary>
    /// <returns>What came: the branch may have moved since it was asked.</returns>
    public async Task<GitBase> FetchAsync(GitBase at, CancellationToken cancellation)
    {
        if (at.Commit is null || (await git.TryRunAsync(cancellation, "cat-file", "-e", at.Commit + "^{tree}")).ExitCode == 0) return at;
        await git.RunAsync(cancellation, "fetch", "--quiet", "--no-tags", "--depth=1", "--filter=blob:none", "origin", "+refs/heads/" + at.Branch + ":refs/legion/base");
        return at with { Commit = (await git.RunAsync(cancellation, "rev-parse", "refs/legion/base")).Text };
    }

    /// <summary>A file of a commit; null when it has none.</summary>
    public async Task<byte[]?> ReadAsync(GitBase at, string path, CancellationToken cancellation)
    {
        if (at.Commit is null || await BlobAsync(at, path, cancellation) is not { } blob) return null;
        return (await git.RunAsync(cancellation, "cat-file", "blob", blob)).Output;
    }

    /// <summary>The id of a file of a commit; null when it has none.</summary>
    public async Task<string?> BlobAsync(GitBase at, string path, CancellationToken cancellation)
    {
        if (at.Commit is null) return null;
        var line = (await git.RunAsync(cancellation, "ls-tree", at.Commit, "--", path)).Text;
        return line.Length == 0 ? null : line.Split(' ', '\t')[2];
    }

    /// <summary>The id a file would have.</summary>
    public async Task<string> AddAsync(string file, CancellationToken cancellation) =>
        (await git.RunAsync(cancellation, "hash-object", "-w", "--no-filters", "--", file)).Text;

    /// <summary>Makes a commit with some files changed; everything else stays, unread.</summary>
    public async Task<string> CommitAsync(GitBase at, IReadOnlyList<(string Path, string Blob)> files, string message, CancellationToken cancellation)
    {
        var index = Path.Combine(folder, "legion-index-" + Path.GetRandomFileName());
        try
        {
            git.Set("GIT_INDEX_FILE", index);
            await git.RunAsync(cancellation, at.Commit is null ? ["read-tree", "--empty"] : ["read-tree", at.Commit]);
            var entries = string.Concat(files.Select(static f => $"100644 {f.Blob}\t{f.Path}\n"));
            var update = await git.TryRunAsync(entries, cancellation, "update-index", "--add", "--index-info");
            if (update.ExitCode != 0) throw GitCommand.Failure(update, "update-index");
            // The blobs that were left at the server are not missed.
            var tree = (await git.RunAsync(cancellation, "write-tree", "--missing-ok")).Text;
            var commit = await git.TryRunAsync(message + "\n", cancellation, at.Commit is null ? ["commit-tree", tree] : ["commit-tree", tree, "-p", at.Commit]);
            return commit.ExitCode == 0 ? commit.Text : throw GitCommand.Failure(commit, "commit-tree");
        }
        finally
        {
            File.Delete(index);
        }
    }

    /// <summary>Asks whether we may push: a push that is announced and not done. Many servers let everybody read.</summary>
    public async Task CheckPushAsync(string product, CancellationToken cancellation)
    {
        await EnsureIdentityAsync(product, cancellation);
        var tree = await git.TryRunAsync("", cancellation, "mktree");
        if (tree.ExitCode != 0) throw GitCommand.Failure(tree, "mktree");
        var commit = await git.TryRunAsync("preflight\n", cancellation, "commit-tree", tree.Text);
        if (commit.ExitCode != 0) throw GitCommand.Failure(commit, "commit-tree");
        await git.RunAsync(cancellation, "push", "--dry-run", "--quiet", "--no-verify", "origin", commit.Text + ":refs/legion/preflight");
    }

    /// <summary>Pushes a commit, never by force.</summary>
    public Task<GitResult> PushAsync(GitBase at, string commit, CancellationToken cancellation) =>
        git.TryRunAsync(cancellation, "push", "--porcelain", "origin", commit + ":refs/heads/" + at.Branch);

    private async Task InitializeAsync(CancellationToken cancellation)
    {
        if (isReady) return;
        isReady = File.Exists(Path.Combine(folder, Ready));
        if (isReady) return;
        // All of it again when an earlier run was killed in between; none of it hurts twice.
        await git.RunAsync(cancellation, "init", "--quiet", "--bare", folder);
        await git.RunAsync(cancellation, "config", "remote.origin.url", repository.Push);
        // A package is compressed already: no time is spent on deltas of it.
        await git.RunAsync(cancellation, "config", "core.bigFileThreshold", "1");
        await git.RunAsync(cancellation, "config", "gc.auto", "0");
        await File.WriteAllBytesAsync(Path.Combine(folder, Ready), [], cancellation);
        isReady = true;
    }

    private void SetIdentity(PublishContext context)
    {
        // With the sign, small numbers are times too: a clock that was never set says 1970.
        var date = "@" + context.Environment.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + " +0000";
        git.Set("GIT_AUTHOR_DATE", date);
        git.Set("GIT_COMMITTER_DATE", date);
        var (name, mail) = repository.Author is { } author && author.IndexOf('<', StringComparison.Ordinal) is var open and > 0
            ? (author[..open].Trim(), author[(open + 1)..].TrimEnd('>', ' '))
            : (null, null);
        foreach (var role in (string[])["AUTHOR", "COMMITTER"])
        {
            if (name is not null) git.Set($"GIT_{role}_NAME", name);
            if (mail is not null) git.Set($"GIT_{role}_EMAIL", mail);
        }
    }

    /// <summary>Git's own identity where the manifest names no author; a machine without any commits as the product.</summary>
    public async Task EnsureIdentityAsync(string product, CancellationToken cancellation)
    {
        if (repository.Author is not null || (await git.TryRunAsync(cancellation, "var", "GIT_COMMITTER_IDENT")).ExitCode == 0) return;
        foreach (var role in (string[])["AUTHOR", "COMMITTER"])
        {
            git.Set($"GIT_{role}_NAME", product + " release");
            git.Set($"GIT_{role}_EMAIL", "release@localhost");
        }
    }
}
