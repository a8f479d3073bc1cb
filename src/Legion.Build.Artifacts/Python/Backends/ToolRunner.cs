using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Legion.Build.Artifacts.Python.Backends;

/// <summary>Runs programs.</summary>
internal static class ToolRunner
{
    /// <summary>Runs a program to its end; cancelling ends it with all it started.</summary>
    /// <param name="program">Absolute path.</param>
    /// <param name="arguments">Its arguments; never a secret.</param>
    /// <param name="folder">The folder it runs in.</param>
    /// <param name="environment">Its whole environment.</param>
    /// <param name="onLine">Told each line as it comes; null: nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ToolRun> RunAsync(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var lines = new List<string>();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new ToolRun(127, [$"{program} could not be started: {e.Message}"]);
        }

        process.StandardInput.Close(); // nobody is there to answer a question
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        lock (lines) return new ToolRun(process.ExitCode, [.. lines]);

        void Take(string? line)
        {
            if (line is null) return;
            lock (lines) lines.Add(line);
            onLine?.Invoke(line);
        }
    }
}
