using System.Security.Cryptography;
using Legion.Build.Artifacts.Files;

namespace Legion.Build.Publishing.Repositories.Directories;

/// <summary>Files of a folder that is a repository.</summary>
internal static class FolderFile
{
    /// <summary><c>sha256:…</c> of a file; null when there is none.</summary>
    public static string? Digest(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Asks whether a folder is there or can be made; makes nothing.</summary>
    /// <param name="folder">Absolute path.</param>
    public static void Check(string folder)
    {
        var nearest = folder;
        while (!Path.Exists(nearest) && Path.GetDirectoryName(nearest) is { } parent) nearest = parent;
        if (!Directory.Exists(nearest)) throw new PublishException(PublishFailure.Rejected, $"'{nearest}' is a file where a folder is needed");
    }

    /// <summary>Copies a file whole or not at all, and checks that it is the one meant.</summary>
    /// <param name="source">Absolute path.</param>
    /// <param name="target">Absolute path.</param>
    /// <param name="digest">What the bytes must be.</param>
    /// <param name="mayReplace">Other bytes may go.</param>
    /// <param name="sent">Told of the bytes.</param>
    public static void Put(string source, string target, string digest, bool mayReplace, IProgress<long> sent)
    {
        var there = Digest(target);
        if (there == digest) return;
        if (there is not null && !mayReplace) throw new PublishException(PublishFailure.Conflict, there);
        var bytes = File.ReadAllBytes(source);
        if ("sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)) != digest) throw new PublishException(PublishFailure.Content, $"'{source}' changed after it was recorded");
        AtomicFile.Write(target, bytes);
        sent.Report(bytes.Length);
    }
}
