using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.Build.Logging.StructuredLogger;

namespace Legion.Build.Sdk.Tests.Releasing;

/// <summary>Looks for secrets where none may be: in the arguments of every process that runs meanwhile, in files, and inside of what is packed in them.</summary>
internal sealed class CanaryWatch : IDisposable
{
    private readonly Dictionary<string, byte[]> needles;
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> programs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stop = new();
    private readonly Thread sampling;

    /// <param name="secrets">The secrets, by where they are kept. Each is looked for as it is and as logins encode it.</param>
    public CanaryWatch(IReadOnlyDictionary<string, string> secrets)
    {
        // Three offsets in base64: whatever user name stands before.
        needles = secrets.SelectMany(static s => new[] { "", ":", "::" }.Select(lead => (Name: $"{s.Key} after {lead.Length}", Text: Core(lead + s.Value))).Append((s.Key, s.Value)))
            .ToDictionary(static n => n.Item1, static n => Encoding.UTF8.GetBytes(n.Item2), StringComparer.Ordinal);
        sampling = new(Sample) { IsBackground = true };
        sampling.Start();
    }

    /// <summary>Programs whose arguments were seen.</summary>
    public IReadOnlyCollection<string> Programs => [.. programs.Keys];

    /// <summary>Secrets that stood in arguments.</summary>
    public IReadOnlyCollection<string> InArguments => [.. seen.Keys];

    /// <summary>Where a text holds a secret; empty: nowhere.</summary>
    public IReadOnlyList<string> In(string name, string text) => In(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Where a binary log holds a secret: read as the log viewer reads it, with the files it carries.</summary>
    public IReadOnlyList<string> InBinlog(string path)
    {
        var build = BinaryLog.ReadBuild(path);
        var text = new StringBuilder();
        build.VisitAllChildren<BaseNode>(node => text.AppendLine(node.ToString()).AppendLine((node as NameValueNode)?.Value).AppendLine((node as TextNode)?.Text));
        foreach (var file in build.SourceFiles ?? []) text.AppendLine(file.Text);
        Assert.True(text.Length > 100_000, "the log was not read");
        return [.. In(path, text.ToString()), .. InFile(path)];
    }

    /// <summary>Where files of a folder hold a secret, packed ones included.</summary>
    public IReadOnlyList<string> InFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).SelectMany(InFile)];

    /// <summary>Where a file holds a secret; gzip and zip are opened.</summary>
    public IReadOnlyList<string> InFile(string path) => In(path, File.ReadAllBytes(path));

    public void Dispose()
    {
        stop.Cancel();
        sampling.Join();
        stop.Dispose();
    }

    private static string Core(string text)
    {
        // Without the ends, which what stands before and after would change.
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        return encoded[4..^4];
    }

    private List<string> In(string name, byte[] content)
    {
        var found = needles.Where(n => content.AsSpan().IndexOf(n.Value) >= 0).Select(n => $"{n.Key} in {name}").ToList();
        foreach (var (inner, packed) in Unpack(content)) found.AddRange(In(name + "!" + inner, packed));
        return found;
    }

    private static List<(string Name, byte[] Content)> Unpack(byte[] content)
    {
        var files = new List<(string, byte[])>();
        try
        {
            if (content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            {
                using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
                using var all = new MemoryStream();
                gzip.CopyTo(all);
                files.Add(("gzip", all.ToArray()));
            }
            else if (content.AsSpan().StartsWith("PK\u0003\u0004"u8))
            {
                using var zip = new ZipArchive(new MemoryStream(content));
                foreach (var entry in zip.Entries)
                {
                    using var stream = entry.Open();
                    using var all = new MemoryStream();
                    stream.CopyTo(all);
                    files.Add((entry.FullName, all.ToArray()));
                }
            }
        }
        catch (InvalidDataException)
        {
            // It only begins like one.
        }

        return files;
    }

    private void Sample()
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(static p => char.IsAsciiDigit(Path.GetFileName(p)[0])))
            {
                try
                {
                    var arguments = File.ReadAllBytes(Path.Combine(process, "cmdline"));
                    if (arguments.Length == 0) continue;
                    programs.TryAdd(Path.GetFileName(Encoding.UTF8.GetString(arguments).Split('\0')[0]), true);
                    foreach (var needle in needles.Where(n => arguments.AsSpan().IndexOf(n.Value) >= 0)) seen.TryAdd(needle.Key + " in " + Encoding.UTF8.GetString(arguments).Replace('\0', ' '), true);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // It ended meanwhile.
                }
            }

            stop.Token.WaitHandle.WaitOne(10);
        }
    }
}
