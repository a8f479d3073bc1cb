using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing.Git;

/// <summary>The user's git: its configuration, its credential helpers, its ssh. No credential of ours is in its arguments.</summary>
internal sealed partial class GitCommand
{
    private static readonly string[] DeniedWords =
        ["Authentication failed", "could not read Username", "could not read Password", "Permission denied", "error: 403", "error: 401", "Invalid username", "access denied"];

    private static readonly string[] UnreachableWords =
        ["Could not resolve host", "Failed to connect", "Connection refused", "Connection timed out", "Connection reset", "does not appear to be a git repository", "unable to access", "Could not read from remote", "not found"];

    private readonly string folder;
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal)
    {
        // Nobody is there to answer a question.
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["LC_ALL"] = "C",
    };

    /// <summary>Runs in a folder.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="environment">Where credentials come from.</param>
    /// <param name="repository">The repository's name in the manifest, whose <c>LEGION_…</c> variables hold credentials; null: git's own helpers alone.</param>
    public GitCommand(string folder, ReleaseEnvironment environment, string? repository)
    {
        this.folder = folder;
        variables["GIT_SSH_COMMAND"] = environment.Variable("GIT_SSH_COMMAND") is { Length: > 0 } ssh ? ssh : "ssh -o BatchMode=yes";
        if (environment.Home is { } home) variables["HOME"] = home;
        if (repository is null || environment.Login(repository) is not { } login) return;
        variables["LEGION_GIT_USERNAME"] = login.Username ?? "x-access-token";
        variables["LEGION_GIT_PASSWORD"] = login.Secret;
        // A helper that echoes the variables: arguments and configuration files see their names alone. The empty value first
        // turns off other helpers, so that an old stored password does not go before what was said here.
        variables["GIT_CONFIG_COUNT"] = "2";
        variables["GIT_CONFIG_KEY_0"] = "credential.helper";
        variables["GIT_CONFIG_VALUE_0"] = "";
        variables["GIT_CONFIG_KEY_1"] = "credential.helper";
        variables["GIT_CONFIG_VALUE_1"] = "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"$LEGION_GIT_USERNAME\" \"$LEGION_GIT_PASSWORD\"; }; f";
    }

    /// <summary>Sets a variable of the commands to come, such as the author's name.</summary>
    public void Set(string name, string value) => variables[name] = value;

    /// <summary>Runs a command that must succeed.</summary>
    /// <exception cref="PublishException">It failed; the message names the command and what git said.</exception>
    public async Task<GitResult> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        var result = await TryRunAsync(cancellation, arguments);
        return result.ExitCode == 0 ? result : throw Failure(result, arguments[0]);
    }

    /// <summary>Runs a command.</summary>
    public Task<GitResult> TryRunAsync(CancellationToken cancellation, params string[] arguments) => TryRunAsync(null, cancellation, arguments);

    /// <summary>Runs a command with an input.</summary>
    public async Task<GitResult> TryRunAsync(string? input, CancellationToken cancellation, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        // Variables of an enclosing git (a hook, a CI checkout) would lead these commands to its repository.
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"])
        {
            if (!variables.ContainsKey(name)) start.Environment.Remove(name);
        }

        using var process = Start(start);
        try
        {
            using var output = new MemoryStream();
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var copy = process.StandardOutput.BaseStream.CopyToAsync(output, cancellation);
            if (input is not null) await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            process.StandardInput.Close();
            await Task.WhenAll(errors, copy);
            await process.WaitForExitAsync(cancellation);
            return new(process.ExitCode, output.ToArray(), Clean(await errors));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>What a failed command is reported as.</summary>
    public static PublishException Failure(GitResult result, string verb)
    {
        var text = result.Errors.ReplaceLineEndings("\n").Trim();
        var words = text.Length == 0 ? $"exit code {result.ExitCode}" : text.Replace("\n", "; ", StringComparison.Ordinal);
        var failure = Says(text, DeniedWords) ? PublishFailure.Denied : Says(text, UnreachableWords) ? PublishFailure.Unreachable : PublishFailure.Program;
        return new(failure, $"git {verb}: {words}");
    }

    [GeneratedRegex("://[^/@\\s]+@", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex UserInfoPattern { get; }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new PublishException(PublishFailure.Program, "git did not start");
        }
        catch (Win32Exception e)
        {
            throw new PublishException(PublishFailure.Program, $"git is needed and was not found ({e.Message}). Install git, or rehearse without repositories of type helm-git", e);
        }
    }

    private static bool Says(string text, string[] words) => words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));

    private string Clean(string text)
    {
        text = UserInfoPattern.Replace(text, "://");
        return variables.TryGetValue("LEGION_GIT_PASSWORD", out var secret) ? text.Replace(secret, "***", StringComparison.Ordinal) : text;
    }
}
