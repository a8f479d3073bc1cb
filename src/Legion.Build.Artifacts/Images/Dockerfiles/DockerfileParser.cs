using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Naming;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>Reads Dockerfiles (Dockerfile reference, syntax 1.x). Text in, instructions and findings out.</summary>
internal sealed class DockerfileParser
{
    private readonly string path;
    private readonly SourceLines source;
    private readonly Dictionary<string, string> directives = new(StringComparer.Ordinal);
    private readonly List<Instruction> instructions = [];
    private readonly List<BuildDiagnostic> findings = [];
    private char escape = '\\';
    private int next;

    private DockerfileParser(string text, string path)
    {
        this.path = path;
        source = new(text);
    }

    /// <summary>Reads a Dockerfile.</summary>
    /// <param name="text">Its content.</param>
    /// <param name="path">The file, as findings name it.</param>
    public static DockerfileReading Read(string text, string path)
    {
        var parser = new DockerfileParser(text, path);
        parser.ReadAll();
        return new(new(path, parser.directives, parser.escape, parser.instructions), parser.findings);
    }

    private void ReadAll()
    {
        ReadDirectives();
        while (next < source.Count)
        {
            var first = next;
            var line = ReadLogicalLine();
            if (line is null) continue;
            var instruction = Parse(line, first);
            if (instruction is not null) instructions.Add(instruction);
        }

        if (instructions.Count == 0 && findings.Count == 0) Fail(default, "there is no instruction in the file; it begins with FROM");
    }

    // Directives are the comments of the form name=value before anything else; the first line that is none ends them.
    private void ReadDirectives()
    {
        while (next < source.Count)
        {
            var start = source.Start(next);
            var line = source.Line(next).TrimEnd('\r', '\n');
            if (next == 0) line = line.TrimStart('\uFEFF');
            line = line.TrimStart();
            if (!line.StartsWith('#')) return;
            var comment = line[1..].TrimStart();
            var equals = comment.IndexOf('=');
            if (equals <= 0) return;
            var name = comment[..equals].TrimEnd().ToLowerInvariant();
            var value = comment[(equals + 1)..].Trim();
            if (name is not ("syntax" or "escape" or "check") || value.Length == 0) return;
            var span = source.Span(start, start + source.Line(next).TrimEnd('\r', '\n').Length);
            next++;
            if (!directives.TryAdd(name, value)) Fail(span, $"the directive '{name}' stands here a second time; keep one");
            if (name != "escape") continue;
            if (value is "\\" or "`") escape = value[0];
            else Fail(span, $"'{value}' cannot be the escape character; it is \\ or `");
        }
    }

    private LogicalLine? ReadLogicalLine()
    {
        var line = new LogicalLine(source);
        var begun = false;
        while (next < source.Count)
        {
            var start = source.Start(next);
            var physical = source.Line(next++).TrimEnd('\r', '\n');
            if (start == 0 && physical.StartsWith('\uFEFF')) (physical, start) = (physical[1..], 1);
            var content = physical.TrimStart();
            if (content.StartsWith('#')) // a comment, even between continued lines
            {
                if (begun) continue;
                return null;
            }

            if (content.Length == 0)
            {
                if (begun) continue; // the reference still forgives an empty line inside a continued one
                return null;
            }

            // Leading white space belongs to the text only where a line continues another.
            var lead = begun ? 0 : physical.Length - content.Length;
            var continues = Continues(physical, out var length);
            line.Append(start + lead, physical[lead..Math.Max(lead, length)]);
            begun = true;
            if (!continues) break;
        }

        return line.Text.Trim().Length == 0 ? null : line;
    }

    // The escape character ends a line that goes on, blanks after it aside, unless another one stands before it.
    private bool Continues(string line, out int length)
    {
        length = line.Length;
        var trimmed = line.TrimEnd(' ', '\t');
        if (!trimmed.EndsWith(escape) || (trimmed.Length > 1 && trimmed[^2] == escape)) return false;
        length = trimmed.Length - 1;
        return true;
    }

    private Instruction? Parse(LogicalLine line, int firstLine)
    {
        var instruction = ParseText(line, 0, nested: false);
        if (instruction is null) return null;
        var carrier = instruction.Trigger ?? instruction;
        if (carrier.Keyword is "ADD" or "COPY" or "RUN" && !carrier.IsJson && line.Text.Contains("<<", StringComparison.Ordinal))
        {
            var heredocs = ReadHeredocs(line);
            if (heredocs is null) return null;
            instruction = instruction.Trigger is null
                ? instruction with { Heredocs = heredocs }
                : instruction with { Heredocs = heredocs, Trigger = carrier with { Heredocs = heredocs } };
        }

        var last = source.Start(next - 1) + source.Line(next - 1).TrimEnd('\r', '\n').Length;
        return instruction with { Span = source.Span(Math.Max(source.Start(firstLine), line.Span(0, 1).Start), last) };
    }

    private Instruction? ParseText(LogicalLine line, int start, bool nested)
    {
        var text = line.Text;
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
        var keyword = text[start..end].ToUpperInvariant();
        var span = line.Span(start, end - start);
        if (!DockerfileGrammar.Keywords.Contains(keyword))
        {
            var nearest = Spelling.Nearest(keyword, DockerfileGrammar.Keywords);
            findings.Add(ImageRules.UnknownInstruction.At(new(path, span), text[start..end], nearest is null ? "; correct it, or end the line before it with '\\'" : $"; did you mean {nearest}?"));
            return null;
        }

        var flags = new List<InstructionFlag>();
        var arguments = ReadFlags(line, end, keyword, flags);
        var bare = new Instruction { Keyword = keyword, Text = text[start..].Trim(), Span = line.Span(start, text.Length - start), Flags = flags };
        try
        {
            var instruction = ParseArguments(bare, line, arguments, nested);
            if (instruction is null || InstructionCheck.Problem(instruction) is not { } problem) return instruction;
            Fail(bare.Span, $"{keyword}: {problem}");
        }
        catch (FormatException e)
        {
            Fail(bare.Span, $"{keyword}: {e.Message}");
        }

        return null;
    }

    private Instruction? ParseArguments(Instruction instruction, LogicalLine line, int start, bool nested)
    {
        switch (instruction.Keyword)
        {
            case "ENV" or "LABEL":
                return instruction with { Pairs = ArgumentReader.Pairs(line, start, escape) };
            case "ARG":
                return instruction with { Pairs = [.. ArgumentReader.QuotedWords(line, start, escape).Select(ArgPair)] };
            case "ADD" or "COPY" or "VOLUME":
                var list = ArgumentReader.JsonList(line, start);
                return instruction with { Arguments = list ?? ArgumentReader.Words(line, start), IsJson = list is not null };
            case "RUN" or "CMD" or "ENTRYPOINT" or "SHELL":
                var elements = ArgumentReader.JsonList(line, start);
                return instruction with { Arguments = elements ?? Whole(line, start), IsJson = elements is not null };
            case "FROM" or "EXPOSE":
                return instruction with { Arguments = ArgumentReader.Words(line, start) };
            case "HEALTHCHECK":
                return ParseHealthcheck(instruction, line, start);
            case "ONBUILD":
                return ParseTrigger(instruction, line, start, nested);
            default:
                return instruction with { Arguments = Whole(line, start) };
        }
    }

    private static NameValue ArgPair(Argument word)
    {
        var equals = word.Text.IndexOf('=');
        return equals < 0 ? new(word.Text, null, word.Span) : new(word.Text[..equals], word.Text[(equals + 1)..], word.Span);
    }

    private static Instruction ParseHealthcheck(Instruction instruction, LogicalLine line, int start)
    {
        var words = ArgumentReader.Words(line, start);
        if (words.Count == 0) return instruction;
        var rest = line.Text.IndexOf(words[0].Text, start, StringComparison.Ordinal) + words[0].Text.Length;
        var elements = ArgumentReader.JsonList(line, rest);
        return instruction with { Arguments = [words[0], .. elements ?? Whole(line, rest)], IsJson = elements is not null };
    }

    private Instruction? ParseTrigger(Instruction instruction, LogicalLine line, int start, bool nested)
    {
        if (nested) throw new FormatException("an ONBUILD cannot postpone another one");
        while (start < line.Text.Length && char.IsWhiteSpace(line.Text[start])) start++;
        if (start == line.Text.Length) throw new FormatException("an instruction must follow");
        var trigger = ParseText(line, start, nested: true);
        return trigger is null ? null : instruction with { Trigger = trigger };
    }

    private static List<Argument> Whole(LogicalLine line, int start)
    {
        while (start < line.Text.Length && char.IsWhiteSpace(line.Text[start])) start++;
        var text = line.Text[start..].TrimEnd();
        return text.Length == 0 ? [] : [new(text, line.Span(start, text.Length))];
    }

    // Flags are the words that begin with two dashes before the first that does not; "--" alone ends them.
    private int ReadFlags(LogicalLine line, int start, string keyword, List<InstructionFlag> flags)
    {
        var text = line.Text;
        for (var at = start; ;)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (string.CompareOrdinal(text, at, "--", 0, 2) != 0) return at;
            var from = at;
            var word = ReadFlagWord(text, ref at);
            if (word == "--") return at;
            var equals = word.IndexOf('=');
            var name = equals < 0 ? word[2..] : word[2..equals];
            var flag = new InstructionFlag(name, equals < 0 ? null : word[(equals + 1)..], line.Span(from, at - from));
            flags.Add(flag);
            CheckFlag(keyword, flag);
        }
    }

    private string ReadFlagWord(string text, ref int at)
    {
        var word = new System.Text.StringBuilder();
        var quote = '\0';
        for (; at < text.Length && (quote != '\0' || !char.IsWhiteSpace(text[at])); at++)
        {
            var c = text[at];
            if (c == escape)
            {
                if (at + 1 < text.Length) word.Append(text[++at]);
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else
            {
                word.Append(c);
            }
        }

        return word.ToString();
    }

    private void CheckFlag(string keyword, InstructionFlag flag)
    {
        var known = DockerfileGrammar.Flags(keyword);
        if (!known.Contains(flag.Name))
        {
            Fail(flag.Span, known.Count == 0
                ? $"{keyword} has no flags, and --{flag.Name} stands here"
                : $"{keyword} has no flag --{flag.Name}; it has {string.Join(", ", known.Select(static name => "--" + name))}");
        }
        else if (flag.Value is null && !DockerfileGrammar.IsSwitch(flag.Name))
        {
            Fail(flag.Span, $"--{flag.Name} needs a value: --{flag.Name}=…");
        }
        else if (DockerfileGrammar.IsSwitch(flag.Name) && flag.Value is not (null or "true" or "false"))
        {
            Fail(flag.Span, $"--{flag.Name} is true or false, not '{flag.Value}'");
        }
    }

    private List<Heredoc>? ReadHeredocs(LogicalLine line)
    {
        var heredocs = new List<Heredoc>();
        foreach (var mark in HeredocMark.Find(line.Text))
        {
            var start = source.Start(Math.Min(next, source.Count - 1));
            var (from, to) = (next < source.Count ? start : source.Text.Length, -1);
            while (next < source.Count && to < 0)
            {
                var text = source.Line(next).TrimEnd('\r', '\n');
                if ((mark.StripTabs ? text.TrimStart('\t') : text) == mark.Name) to = source.Start(next);
                next++;
            }

            if (to < 0)
            {
                Fail(line.Span(0, line.Text.Length), $"the here-document '{mark.Name}' is never ended; a line must hold just {mark.Name}");
                return null;
            }

            heredocs.Add(mark with { Content = source.Text[from..to] });
        }

        return heredocs;
    }

    private void Fail(SourceSpan span, string message) => findings.Add(ImageRules.DockerfileSyntax.At(new(path, span), message));
}
