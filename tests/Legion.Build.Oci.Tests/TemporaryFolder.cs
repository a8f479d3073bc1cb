using Legion.Build.TestServers;

namespace Legion.Build.Oci.Tests;

/// <summary>A folder of one test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    // Lower case and short: podman makes an image name of a layout's path and takes 50 characters of a run root.
    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), "oci-" + Guid.NewGuid().ToString("N")[..12])).FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => TemporaryFolders.Delete(Path);
}
