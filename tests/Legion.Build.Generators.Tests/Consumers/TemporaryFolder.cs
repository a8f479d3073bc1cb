using Legion.Build.TestServers;

namespace Legion.Build.Generators.Tests.Consumers;

/// <summary>A folder outside the repository, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("legion-generators-").FullName;

    public void Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => TemporaryFolders.Delete(Path);
}
