using System.ComponentModel;
using System.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Tools;

/// <summary>Runs the programs charts may ask for, gpg and helm: the one place that starts a process.</summary>
internal static class ToolProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>Null when there is no such program.</returns>
    public static async Task<ToolResult?> RunAsync(string program, IReadOnlyList<string> arguments, byte[] input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (process)
        {
            using var stop = cancellationToken.Register(static p => ((Process)p!).Kill(entireProcessTree: true), process);
            using var output = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, CancellationToken.None);
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                await process.StandardInput.BaseStream.WriteAsync(input, CancellationToken.None);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // the program ended before it read all; its exit code and words say why.
            }

            await Task.WhenAll(reading, errors);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return new(process.ExitCode, output.ToArray(), await errors);
        }
    }
}
