using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Legion.Build.Publishing.Tests.Support;

namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>This assembly as a publisher in a process of its own, which may be killed.</summary>
internal static partial class Subject
{
    private const string Marker = "LEGION_TEST_SUBJECT";
    private const string Took = "took ";
    private const int SigKill = 9;

    /// <summary>Publishes one job in another process, and waits for its end.</summary>
    public static SubjectEnd Publish(SubjectJob job) => Publish(new SubjectOrder([job], []));

    /// <summary>Publishes in another process, and waits for its end.</summary>
    public static SubjectEnd Publish(SubjectOrder order)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Subject).Assembly.Location);
        start.Environment[Marker] = JsonSerializer.Serialize(order);
        // The runtime calls StartupHook.Initialize before the test runner's own entry point.
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(Subject).Assembly.Location;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        var took = output.Result.Split('\n').Where(static l => l.StartsWith(Took, StringComparison.Ordinal)).Select(static l => l.Split(' '))
            .ToDictionary(static w => int.Parse(w[1], CultureInfo.InvariantCulture), static w => double.Parse(w[2], CultureInfo.InvariantCulture));
        return new(process.ExitCode, took, output.Result + errors.Result);
    }

    /// <summary>What the process does: publish, and end.</summary>
    internal static void Run()
    {
        var order = JsonSerializer.Deserialize<SubjectOrder>(Environment.GetEnvironmentVariable(Marker)!)!;
        // A group of its own: what it starts can be killed with it, and nobody else.
        _ = SetProcessGroup(0, 0);
        Task.WaitAll(order.First.Select(static (job, i) => PublishAsync(job, i, null)));
        if (order.Kill is { After: > 0 } kill) new Thread(() => KillAfter(kill)) { IsBackground = true, Priority = ThreadPriority.Highest }.Start();
        Task.WaitAll(order.Next.Select((job, i) => PublishAsync(job, order.First.Count + i, order.Kill)));
        Environment.Exit(0);
    }

    private static async Task PublishAsync(SubjectJob job, int number, SubjectKill? kill)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(job.Wait));
        var begin = Stopwatch.GetTimestamp();
        var log = new RecordingLog();
        var isWhole = await Task.Run(() => PublishAsync(job, log, kill));
        Console.WriteLine(log.Everything);
        if (!isWhole) Environment.Exit(1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Took}{number} {Stopwatch.GetElapsedTime(begin).TotalMilliseconds}"));
    }

    private static async Task<bool> PublishAsync(SubjectJob job, RecordingLog log, SubjectKill? kill)
    {
        var platform = new Platform(job.Manifest, version: job.Version, root: job.Root, build: false);
        foreach (var (name, value) in job.Variables) platform.Variables[name] = value;
        var lines = 0;
        var request = platform.Request with { RehearseTo = job.Rehearsal, Patience = TimeSpan.FromMinutes(10) };
        return await ReleaseStation.PublishAsync(request, log, _ => Count(), CancellationToken.None) is not null;

        void Count()
        {
            if (Interlocked.Increment(ref lines) == kill?.AtLine) Kill(kill);
        }
    }

    private static void KillAfter(SubjectKill kill)
    {
        var begin = Stopwatch.GetTimestamp();
        // Sleeping is good for milliseconds; the rest is waited for awake.
        if (kill.After > 2) Thread.Sleep((int)kill.After - 1);
        while (Stopwatch.GetElapsedTime(begin).TotalMilliseconds < kill.After) Thread.SpinWait(20);
        Kill(kill);
    }

    private static void Kill(SubjectKill kill)
    {
        _ = Send(kill.WithChildren ? 0 : Environment.ProcessId, SigKill);
        Thread.Sleep(Timeout.Infinite);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);

    [DllImport("libc", EntryPoint = "setpgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetProcessGroup(int process, int group);
}
