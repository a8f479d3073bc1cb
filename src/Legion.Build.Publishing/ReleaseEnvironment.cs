namespace Legion.Build.Publishing;

/// <summary>What publishing takes from outside the process. The one seam: nothing here reads variables, folders or clocks elsewhere.</summary>
public sealed record ReleaseEnvironment
{
    /// <summary>Reads an environment variable; null when it is not set. Secrets come this way, never through properties.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The user's home folder, where <c>.netrc</c>, <c>.pypirc</c> and the container tools' logins are kept; null: none.</summary>
    public string? Home { get; init; }

    /// <summary>The clock of waits, of idleness and of a chart index's <c>created</c>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long nothing may move on a connection. There is no limit on a whole transfer: a big file takes its time.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Who publishes, for those who wait for it: the process and its machine.</summary>
    public string Publisher { get; init; } = "another process";

    /// <summary>This process's own variables and home folder.</summary>
    public static ReleaseEnvironment OfProcess()
    {
#pragma warning disable RS0030 // The seam itself: everything else asks this record.
        return new()
        {
            Variable = static name => Environment.GetEnvironmentVariable(name),
            Publisher = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"process {Environment.ProcessId} of {Environment.UserName} on {Environment.MachineName}"),
            Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : null,
        };
#pragma warning restore RS0030
    }
}
