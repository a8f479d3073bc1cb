using System.Globalization;
using System.Text;

using Legion.Build.Artifacts.Archives;
using Legion.Build.Artifacts.Images.Contexts;
using Legion.Build.Artifacts.Images.Dockerfiles;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>COPY and ADD.</summary>
internal sealed class CopyInstruction
{
    private readonly Instruction instruction;
    private readonly StageState state;
    private readonly CopySource source;
    private readonly AssemblyInput input;
    private readonly LayerBuilder layer;
    private readonly string destination;
    private readonly Owner? owner;
    private readonly ModeChange? mode;
    private readonly IgnoreList exclude;

    private CopyInstruction(Instruction instruction, StageState state, CopySource source, AssemblyInput input)
    {
        this.instruction = instruction;
        this.state = state;
        this.source = source;
        this.input = input;
        layer = new(state.Tree);
        destination = Destination(Expand(instruction.Arguments[^1].Text));
        var chown = Expand(instruction.Flag("chown")?.Value ?? "");
        owner = chown.Length > 0 ? OwnerReader.Read(chown, state.Tree, (rule, arguments) => Fail(rule, arguments)) : null;
        var chmod = Expand(instruction.Flag("chmod")?.Value ?? "");
        mode = chmod.Length > 0 ? ModeChange.Parse(chmod) : null;
        exclude = IgnoreList.Of(instruction.Flags.Where(static flag => flag.Name == "exclude").Select(flag => Expand(flag.Value ?? "")));
    }

    private bool Parents => instruction.Flag("parents") is { Value: null or "true" };

    /// <summary>Carries the instruction out.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="state">The stage.</param>
    /// <param name="source">Where it copies from.</param>
    /// <param name="input">What the assembly works with.</param>
    public static void CarryOut(Instruction instruction, StageState state, CopySource source, AssemblyInput input) =>
        new CopyInstruction(instruction, state, source, input).CarryOut();

    private void CarryOut()
    {
        var sources = instruction.Arguments.SkipLast(1).Select(argument => (argument.Text, Heredoc: instruction.IsJson ? null : HeredocMark.TryRead(argument.Text))).ToArray();
        if (sources.Length > 1 && !destination.EndsWith('/')) throw new FormatException("with more than one source the destination must be a folder, and end with a slash");
        var copy = new CopyOperation(source.Tree, layer, owner, mode, exclude);
        var heredocs = new Queue<Heredoc>(instruction.Heredocs);
        var shown = new StringBuilder(instruction.Keyword);
        foreach (var flag in instruction.Flags.Where(static flag => flag.Name is "chown" or "chmod" or "parents" or "from"))
        {
            shown.Append(CultureInfo.InvariantCulture, $" --{flag.Name}{(flag.Value is null ? "" : "=" + Expand(flag.Value))}");
        }

        foreach (var (text, mark) in sources)
        {
            if (mark is not null && heredocs.TryDequeue(out var heredoc))
            {
                CopyHeredoc(copy, heredoc);
                shown.Append(" <<").Append(heredoc.Name);
                continue;
            }

            var path = Expand(text);
            shown.Append(' ').Append(path);
            CopyPath(copy, path);
        }

        state.Commit(shown.Append(' ').Append(Expand(instruction.Arguments[^1].Text)).ToString(), layer.Changes);
    }

    private void CopyHeredoc(CopyOperation copy, Heredoc heredoc)
    {
        var text = heredoc.Expand
            ? WordExpander.Expand(heredoc.Text, input.Plan.File.Escape, state.Variables.GetValueOrDefault, ExpansionOptions.PlainQuotes)
            : heredoc.Text;
        copy.PutFile(new(TarEntryKind.File) { Mode = 0b110_100_100, Content = new BytesContent(Encoding.UTF8.GetBytes(text)) }, heredoc.Name, destination);
    }

    private void CopyPath(CopyOperation copy, string path)
    {
        if (instruction.Keyword == "ADD" && DockerfilePlanner.IsRemote(path))
        {
            throw Fail(ImageRules.RemoteAdd, path, "put the file among the sources and COPY it");
        }

        if (Parents)
        {
            CopyWithParents(copy, path);
            return;
        }

        var absolute = ImageTree.Clean(path);
        if (PathPattern.HasWildcards(path))
        {
            foreach (var match in PathPattern.Expand(source.Tree, absolute)) CopyOne(copy, match);
            return;
        }

        var plain = PathPattern.Unescape(absolute);
        if (source.Tree.Find(plain) is null) throw Missing(plain, path);
        CopyOne(copy, plain);
    }

    private void CopyOne(CopyOperation copy, string path)
    {
        var node = source.Tree.Find(path);
        var unpacks = instruction.Flag("unpack")?.Value != "false" && instruction.Keyword == "ADD";
        if (!unpacks || node?.Content is not { Length: > 0 } content)
        {
            copy.Copy(path, destination);
            return;
        }

        if (!Unpacker.IsArchive(content))
        {
            copy.Copy(path, destination);
            return;
        }

        try
        {
            TarImport.Unpack(input.Unpacker.Unpack(content.Open()), layer, destination, owner ?? default);
        }
        catch (IOException e)
        {
            throw Fail(ImageRules.BadArchive, path[1..], e.Message.TrimEnd('.'));
        }
    }

    private void CopyWithParents(CopyOperation copy, string path)
    {
        var pivot = path.IndexOf("/./", StringComparison.Ordinal);
        var (root, pattern) = pivot < 0 ? ("/", path) : (ImageTree.Clean(path[..pivot]), path[(pivot + 3)..]);
        if (copy.CopyWithParents(root, pattern, destination) || PathPattern.HasWildcards(path)) return;
        throw Missing(ImageTree.Clean(path.Replace("/./", "/", StringComparison.Ordinal)), path);
    }

    // "" and "." are the working folder itself; a slash at the end of the path stays.
    private string Destination(string text)
    {
        var isFolder = text.Length == 0 || text.EndsWith('/') || text == "." || text.EndsWith("/.", StringComparison.Ordinal) || text == ".." || text.EndsWith("/..", StringComparison.Ordinal);
        var path = ImageTree.Clean(text.StartsWith('/') ? text : state.WorkingFolder + "/" + text);
        return isFolder && path != "/" ? path + "/" : path;
    }

    private string Expand(string text) =>
        instruction.IsJson && !text.Contains('$', StringComparison.Ordinal)
            ? text
            : WordExpander.Expand(text, input.Plan.File.Escape, state.Variables.GetValueOrDefault);

    private ImageBuildException Missing(string path, string written) => MissingSource.Tell(source, input, instruction, path, written);

    private ImageBuildException Fail(Rule rule, params object?[] arguments) => new(rule.At(new(input.Plan.File.Path, instruction.Span), arguments));
}
