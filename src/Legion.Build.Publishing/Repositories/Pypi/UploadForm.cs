using System.Security.Cryptography;
using System.Text;
using Legion.Build.Artifacts.Python.Metadata;

namespace Legion.Build.Publishing.Repositories.Pypi;

/// <summary>The form of the upload API, field by field as twine sends it (https://docs.pypi.org/api/upload/).</summary>
internal static class UploadForm
{
    /// <summary>The form's bytes and its boundary; equal files give equal bytes.</summary>
    /// <param name="file">The wheel or sdist.</param>
    /// <param name="content">Its bytes.</param>
    public static (byte[] Body, string Boundary) Write(DistributionFile file, byte[] content)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        // Of the content's own hash: no chance of meeting itself in the content, and the same every time.
        var boundary = "legion-" + sha256[..40];
        using var body = new MemoryStream();
        foreach (var (name, value) in Fields(file, sha256)) Field(body, boundary, name, value);
        var fileName = Path.GetFileName(file.Path);
        Text(body, $"--{boundary}\r\nContent-Disposition: form-data; name=\"content\"; filename=\"{fileName}\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        body.Write(content);
        Text(body, $"\r\n--{boundary}--\r\n");
        return (body.ToArray(), boundary);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(DistributionFile file, string sha256)
    {
        yield return new(":action", "file_upload");
        yield return new("protocol_version", "1");
        foreach (var field in file.Metadata.ToUploadFields()) yield return field;
        yield return new("filetype", file.FileType);
        yield return new("pyversion", file.PythonVersion);
        yield return new("sha256_digest", sha256);
    }

    private static void Field(Stream body, string boundary, string name, string value) =>
        Text(body, $"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");

    private static void Text(Stream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
