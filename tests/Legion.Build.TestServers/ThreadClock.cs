using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Legion.Build.TestServers;

/// <summary>How long the calling thread has run on a processor: what it waits for one is not counted, so that a limit on work holds on a machine that does other things.</summary>
internal static class ThreadClock
{
    private const int LinuxThread = 3;
    private const int MacThread = 16;

    /// <summary>The time up to now; where the system does not tell, a wall clock's.</summary>
    public static TimeSpan Now
    {
        get
        {
            var clock = OperatingSystem.IsLinux() ? LinuxThread : OperatingSystem.IsMacOS() ? MacThread : -1;
            return clock >= 0 && GetTime(clock, out var time) == 0
                ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
                : Stopwatch.GetElapsedTime(0);
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Moment time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
