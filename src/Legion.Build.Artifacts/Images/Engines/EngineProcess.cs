using System.Diagnostics;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>Runs an engine's program: output passed on line by line, secrets blotted out, ended with all its children when cancelled.</summary>
/// <param name="log">Where output goes.</param>
/// <param name="secrets">Values that must not be seen.</param>
internal sealed class EngineProcess(IBuildLog log, IReadOnlyCollection<string> secrets)
{
    private const int LastLines = 40;
    private const int ShortestSecret = 4; // blotting out shorter ones would blot out words

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Absolute path.</param>
    /// <param name="arguments">Its arguments; never a secret.</param>
    /// <param name="artifact">The image it works for; null: several.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="EngineException">It failed.</exception>
    public Task<string> RunAsync(string program, IEnumerable<string> arguments, string? artifact, CancellationToken cancellation) =>
        RunAsync(new EngineCommand(program, arguments, artifact), cancellation);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program, and how it is run.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="EngineException">It failed.</exception>
    public async Task<string> RunAsync(EngineCommand command, CancellationToken cancellation)
    {
        var (code, output, last) = await TryRunAsync(command, cancellation);
        return code == 0 ? output : throw new EngineException(Path.GetFileNameWithoutExtension(command.Program), code, last);
    }

    /// <summary>Runs a program to its end, whatever that is.</summary>
    /// <param name="program">Absolute path.</param>
    /// <param name="arguments">Its arguments; never a secret.</param>
    /// <param name="artifact">The image it works for; null: several.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Its exit code, its standard output, and the last lines it said.</returns>
    public Task<(int Code, string Output, IReadOnlyList<string> LastLines)> TryRunAsync(string program, IEnumerable<string> arguments, string? artifact, CancellationToken cancellation) =>
        TryRunAsync(new EngineCommand(program, arguments, artifact), cancellation);

    /// <summary>Runs a program to its end, whatever that is.</summary>
    /// <param name="command">The program, and how it is run.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Its exit code, its standard output, and the last lines it said.</returns>
    public async Task<(int Code, string Output, IReadOnlyList<string> LastLines)> TryRunAsync(EngineCommand command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(command.Program, command.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;
        using var process = Start(start);
        process.StandardInput.Close(); // nothing may wait for an answer
        var output = new List<string>();
        var last = new Queue<string>();
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, null));
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await ProcessTree.EndAsync(process);
            throw;
        }

        await reading;
        return (process.ExitCode, string.Join('\n', output), [.. last]);

        async Task ReadAsync(StreamReader reader, List<string>? keep)
        {
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            {
                var clean = Blot(line);
                keep?.Add(clean);
                if (clean.Trim().Length == 0) continue;
                log.Message(command.IsQuestion ? BuildMessageLevel.Detail : BuildMessageLevel.Progress, command.Artifact ?? command.ArtifactOf?.Invoke(clean), clean);
                lock (last)
                {
                    last.Enqueue(clean.Trim());
                    if (last.Count > LastLines) last.Dequeue();
                }
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new EngineException(start.FileName, -1, "it could not be started");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EngineException(start.FileName, -1, e.Message);
        }
    }

    private string Blot(string line)
    {
        foreach (var secret in secrets)
        {
            if (secret.Length >= ShortestSecret) line = line.Replace(secret, "***", StringComparison.Ordinal);
        }

        return line;
    }
}
