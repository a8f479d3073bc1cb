using System.Text;

namespace Legion.Build.Publishing.Journals;

/// <summary>What a publish is about to do and has done: written ahead of each step, on disk before the step begins, readable by people.</summary>
/// <remarks>
/// One line a mark: <c>begin transfer docker-hub docker.io/x/y:1.0.0</c>. A line without its newline was cut by a kill and counts as never
/// written: the step it announced had not begun, or its repetition finds the work done.
/// </remarks>
public sealed class Journal : IDisposable
{
    private const string Header = "legion.build/journal/v1";

    private readonly FileStream file;
    private readonly Action<string>? observe;
    private readonly HashSet<string> begun;
    private readonly HashSet<string> done;
    private readonly Lock gate = new();

    private Journal(FileStream file, HashSet<string> begun, HashSet<string> done, Action<string>? observe)
    {
        this.file = file;
        this.begun = begun;
        this.done = done;
        this.observe = observe;
    }

    /// <summary>True when an earlier publish of the same plan left it.</summary>
    public bool IsResumed { get; private init; }

    /// <summary>Opens the journal of a plan: continues one that an interrupted publish of the same plan left, replaces any other.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="fingerprint">Says what is published where; see <see cref="Plans.ReleasePlan.Fingerprint"/>.</param>
    /// <param name="observe">Told of each line after it is on disk; tests kill the process there.</param>
    public static Journal Open(string path, string fingerprint, Action<string>? observe = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1);
        try
        {
            var (lines, length) = ReadLines(stream);
            var resumed = lines.Count > 0 && lines[0] == Header + " " + fingerprint;
            var (begun, done) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
            foreach (var line in resumed ? lines.Skip(1) : [])
            {
                if (line.StartsWith("begin ", StringComparison.Ordinal)) begun.Add(line["begin ".Length..]);
                else if (line.StartsWith("done ", StringComparison.Ordinal)) done.Add(line["done ".Length..]);
            }

            stream.SetLength(resumed ? length : 0);
            stream.Seek(0, SeekOrigin.End);
            var journal = new Journal(stream, begun, done, observe) { IsResumed = resumed };
            if (!resumed) journal.Append(Header + " " + fingerprint);
            return journal;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether an earlier publish of the plan began a step.</summary>
    /// <param name="stepId">The step.</param>
    public bool HasBegun(string stepId)
    {
        lock (gate) return begun.Contains(stepId);
    }

    /// <summary>Whether the repository confirmed a step.</summary>
    /// <param name="stepId">The step.</param>
    public bool IsDone(string stepId)
    {
        lock (gate) return done.Contains(stepId);
    }

    /// <summary>Writes a mark; it is on disk when the call returns.</summary>
    /// <param name="mark">What to say.</param>
    /// <param name="stepId">The step; one line.</param>
    public void Write(JournalMark mark, string stepId)
    {
        if (stepId.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException("A step's name is one line.", nameof(stepId));
        lock (gate)
        {
            (mark == JournalMark.Done ? done : begun).Add(stepId);
            Append((mark == JournalMark.Done ? "done " : "begin ") + stepId);
        }
    }

    /// <summary>The release is whole and recorded: the journal goes.</summary>
    public void Complete()
    {
        lock (gate)
        {
            var path = file.Name;
            file.Dispose();
            File.Delete(path);
        }
    }

    /// <summary>Closes the file; it stays for the repetition.</summary>
    public void Dispose() => file.Dispose();

    private void Append(string line)
    {
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush(flushToDisk: true);
        observe?.Invoke(line);
    }

    private static (List<string> Lines, long Length) ReadLines(FileStream stream)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false), false, 4096, leaveOpen: true);
        var text = reader.ReadToEnd();
        var end = text.LastIndexOf('\n') + 1;
        return ([.. text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries)], Encoding.UTF8.GetByteCount(text.AsSpan(0, end)));
    }
}
