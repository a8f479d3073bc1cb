using System.Security.Cryptography;
using System.Text;

using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>Fetched packages on disk, by digest; and which digest a version of a repository has.</summary>
/// <remarks>A version that is known needs no network. What lies there is hashed before it is used, so a damaged file is fetched again.</remarks>
internal sealed class VendorCache
{
    private readonly string folder;

    /// <summary>Uses a folder.</summary>
    public VendorCache(string folder) => this.folder = folder;

    /// <summary>The package of a version; null when it is not there.</summary>
    public byte[]? TryRead(string repository, string name, string version)
    {
        try
        {
            var known = Known(repository, name, version);
            if (!File.Exists(known)) return null;
            var digest = File.ReadAllText(known).Trim();
            var path = Blob(digest);
            if (digest.Length != 64 || !File.Exists(path)) return null;
            var content = File.ReadAllBytes(path);
            return Convert.ToHexStringLower(SHA256.HashData(content)) == digest ? content : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Keeps a package.</summary>
    public void Write(string repository, string name, string version, byte[] content)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        AtomicFile.Write(Blob(digest), content);
        AtomicFile.Write(Known(repository, name, version), Encoding.ASCII.GetBytes(digest + "\n"));
    }

    private string Blob(string digest) => Path.Join(folder, "sha256", digest + ".tgz");

    private string Known(string repository, string name, string version)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(repository + "\n" + name + "\n" + version));
        return Path.Join(folder, "known", Convert.ToHexStringLower(key));
    }
}
