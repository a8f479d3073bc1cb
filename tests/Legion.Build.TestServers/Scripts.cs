using System.Diagnostics;

namespace Legion.Build.TestServers;

/// <summary>Programs of a test's own.</summary>
public static class Scripts
{
    /// <summary>
    /// Writes one that can be run at once. Another program writes it: what this process has open for writing is open too in each process that
    /// a test beside begins, until that one is another program, and nobody can run the script meanwhile ("text file busy").
    /// </summary>
    /// <param name="path">Where.</param>
    /// <param name="text">The script with its first line.</param>
    public static void Write(string path, string text)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs a shell");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = Process.Start(new ProcessStartInfo("sh", ["-c", "rm -f \"$0\" && cat > \"$0\" && chmod 755 \"$0\"", path]) { RedirectStandardInput = true })!;
        writer.StandardInput.Write(text);
        writer.StandardInput.Close();
        writer.WaitForExit();
        Assert.Equal(0, writer.ExitCode);
    }
}
