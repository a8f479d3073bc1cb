using Legion.Build.Publishing.Tests.Kills;

#pragma warning disable MA0047, CA1050 // The runtime looks for exactly this name, outside any namespace (DOTNET_STARTUP_HOOKS).
/// <summary>Where the runtime begins a process of <see cref="Subject"/>.</summary>
internal static class StartupHook
#pragma warning restore MA0047, CA1050
{
    public static void Initialize() => Subject.Run();
}
