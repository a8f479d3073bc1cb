using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <summary>Blocks: titles, lists, quotes, literal blocks, tables, explicit markup (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html).</summary>
/// <remarks>It builds no document; it finds what docutils would warn of on the way to one, since an index then renders nothing.</remarks>
internal sealed partial class RstBlocks
{
    private readonly RstDocument document;
    private readonly RstInline inline;
    private readonly IReadOnlyList<RstLine> lines;
    private readonly bool takesTitles;
    private int at;

    private RstBlocks(RstDocument document, RstInline inline, IReadOnlyList<RstLine> lines, bool takesTitles)
    {
        this.document = document;
        this.inline = inline;
        this.lines = lines;
        this.takesTitles = takesTitles;
    }

    [GeneratedRegex(@"^[-+*•‣⁃]( +|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Bullet { get; }

    [GeneratedRegex(@"^:(?![: ])([^:\\]|\\.|:(?!([ `]|$)))*(?<! ):( +|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Field { get; }

    [GeneratedRegex(@"^((-|\+)[a-zA-Z0-9]( ?([a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>))?|(--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*([ =]([a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>))?)(, ((-|\+)[a-zA-Z0-9]( ?([a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>))?|(--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*([ =]([a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>))?))*(  +|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Option { get; }

    [GeneratedRegex(@"^\.\.( +|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Explicit { get; }

    [GeneratedRegex(@"^__( +|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Anonymous { get; }

    [GeneratedRegex(@"^(?<mark>[!-/:-@[-`{-~])\k<mark>*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Rule { get; }

    private RstLine Current => lines[at];

    /// <summary>Checks a text, or a block in it.</summary>
    /// <param name="document">Learns what the text defines, and what is wrong.</param>
    /// <param name="inline">Checks the stretches of text.</param>
    /// <param name="lines">The lines, the block's own indentation removed.</param>
    /// <param name="takesTitles">True for the text itself: blocks have no titles.</param>
    public static void Check(RstDocument document, RstInline inline, IReadOnlyList<RstLine> lines, bool takesTitles = false) => new RstBlocks(document, inline, lines, takesTitles).Check();

    private void Check()
    {
        var transition = -1; // the line of the last one, while nothing follows it
        var isEmpty = true;
        while (at < lines.Count)
        {
            if (Current.IsBlank)
            {
                at++;
                continue;
            }

            var from = at;
            if (takesTitles && IsTransition())
            {
                if (isEmpty) document.Report(Current.Number, "a text or section cannot begin with a transition line");
                else if (transition >= 0) document.Report(Current.Number, "two transition lines follow each other");
                transition = Current.Number;
                at++;
                continue;
            }

            var isTitle = CheckBlock();
            if (at == from) at++; // never stand still
            transition = -1;
            isEmpty = isTitle;
        }

        if (transition >= 0) document.Report(transition, "the text cannot end with a transition line");
    }

    // Returns true for a title.
    private bool CheckBlock()
    {
        var text = Current.Text;
        if (text[0] == ' ') CheckQuote();
        else if (Bullet.IsMatch(text)) CheckBullets();
        else if (RstEnumerator.Parse(text) is not null && StartsEnumeration()) CheckEnumeration();
        else if (Field.IsMatch(text)) CheckFields();
        else if (Option.IsMatch(text) && DescribesOption()) CheckOptions();
        else if (text == ">>>" || text.StartsWith(">>> ", StringComparison.Ordinal)) SkipToBlank();
        else if (text == "|" || text.StartsWith("| ", StringComparison.Ordinal)) CheckLineBlock();
        else if (RstTables.GridTop.IsMatch(text)) CheckGrid();
        else if (RstTables.SimpleTop.IsMatch(text)) CheckSimpleTable();
        else if (Explicit.IsMatch(text) || Anonymous.IsMatch(text)) CheckExplicit();
        else return CheckTitleOrText();
        return false;
    }

    private bool IsTransition() =>
        Current.Text.Length >= 4 && Rule.IsMatch(Current.Text) && !RstTables.GridTop.IsMatch(Current.Text) && (at + 1 == lines.Count || lines[at + 1].IsBlank);

    private void CheckQuote()
    {
        var block = TakeIndented(out var blankBefore);
        Check(document, inline, Dedent(block));
        if (!blankBefore) Unindented("block quote");
    }

    private void CheckBullets()
    {
        var bullet = Current.Text[0];
        while (at < lines.Count && Current.Text.Length > 0 && Current.Text[0] == bullet && Bullet.Match(Current.Text) is { Success: true } marker)
        {
            CheckItem(marker.Length, Current.Text.Length == 1);
            if (!EndsOrGoesOn(() => Current.Text[0] == bullet && Bullet.IsMatch(Current.Text), "bullet list")) return;
        }
    }

    private void CheckEnumeration()
    {
        var last = RstEnumerator.Parse(Current.Text)!;
        for (; ; )
        {
            CheckItem(last.Length, Current.Text.TrimEnd().Length < last.Length);
            var isNext = !AtEnd(out var next) && RstEnumerator.Parse(next.Text) is { } enumerator && enumerator.Follows(last) && StartsEnumerationAt(next);
            if (!EndsOrGoesOn(() => isNext, "enumerated list")) return;
            if (!isNext) return;
            last = RstEnumerator.Parse(Current.Text)!.After(last);
        }
    }

    private void CheckFields()
    {
        while (at < lines.Count && Field.Match(Current.Text) is { Success: true } marker)
        {
            inline.Check([new(Current.Number, marker.Value.Trim().Trim(':'))]);
            Check(document, inline, TakeFirstKnown(marker.Length));
            if (!EndsOrGoesOn(() => Field.IsMatch(Current.Text), "field list")) return;
        }
    }

    private void CheckOptions()
    {
        while (at < lines.Count && Option.Match(Current.Text) is { Success: true } marker)
        {
            Check(document, inline, TakeFirstKnown(marker.Length));
            if (!EndsOrGoesOn(() => Option.IsMatch(Current.Text) && DescribesOption(), "option list")) return;
        }
    }

    // An option needs a description, behind it or below.
    private bool DescribesOption()
    {
        if (Option.Match(Current.Text).Length < Current.Text.Length) return true;
        for (var next = at + 1; next < lines.Count; next++)
        {
            if (!lines[next].IsBlank) return lines[next].Indent > 0;
        }

        return false;
    }

    private void CheckLineBlock()
    {
        while (at < lines.Count && !Current.IsBlank)
        {
            var text = Current.Text;
            if (text[0] != ' ' && text != "|" && !text.StartsWith("| ", StringComparison.Ordinal))
            {
                document.Report(Current.Number, "a blank line is missing after the line block");
                return;
            }

            List<RstLine> line = [Current.Skip(2)];
            for (at++; at < lines.Count && Current.Indent > 0; at++) line.Add(Current.Skip(Current.Indent));
            inline.Check(line);
        }
    }

    private void CheckGrid()
    {
        var table = new List<RstLine>();
        for (; at < lines.Count && !Current.IsBlank; at++) table.Add(Current);
        var width = table[0].Text.Length;
        var bottom = table.FindLastIndex(l => RstTables.GridTop.IsMatch(l.Text) && l.Text.Length == width);
        var stray = table.FindIndex(static l => l.Text[0] is not ('+' or '|'));
        if (stray >= 0)
        {
            document.Report(table[stray].Number, "a blank line is missing after the table");
            at -= table.Count - stray;
            return;
        }

        if (bottom == 0) document.Report(table[0].Number, "the table has no line that ends it");
        else if (RstTables.FindGridProblem(table) is { } problem) document.Report(problem.Line, problem.Message);
    }

    // It ends with its second border below the first, or with one that a blank line follows.
    private void CheckSimpleTable()
    {
        var top = Current;
        var table = new List<RstLine> { top };
        var borders = 0;
        for (var i = at + 1; i < lines.Count; i++)
        {
            table.Add(lines[i]);
            if (!RstTables.SimpleTop.IsMatch(lines[i].Text)) continue;
            borders++;
            if (borders < 2 && i + 1 < lines.Count && !lines[i + 1].IsBlank) continue;
            at = i + 1;
            if (at < lines.Count && !Current.IsBlank) document.Report(Current.Number, "a blank line is missing after the table");
            if (RstTables.FindSimpleProblem(table) is { } problem) document.Report(problem.Line, problem.Message);
            return;
        }

        document.Report(top.Number, "the table has no line that ends it");
        SkipToBlank();
    }

    private bool CheckTitleOrText()
    {
        var line = Current;
        var next = at + 1 < lines.Count ? lines[at + 1] : default(RstLine?);
        if (Rule.IsMatch(line.Text) && line.Text != "::" && CheckOverline(line) is { } isTitle) return isTitle;
        if (next is { IsBlank: false } under && Rule.IsMatch(under.Text) && CheckUnderline(line, under)) return true;
        if (next is { IsBlank: false, Indent: > 0 })
        {
            CheckDefinitions();
            return false;
        }

        CheckParagraph();
        return false;
    }

    // Null: an ordinary line after all.
    private bool? CheckOverline(RstLine over)
    {
        var isShort = over.Text.Length < 4;
        if (!takesTitles)
        {
            if (isShort) return null;
            document.Report(over.Number, "a title or transition line stands in a block that can have none");
            at++;
            return false;
        }

        if (at + 1 >= lines.Count || lines[at + 1].IsBlank) return null; // a short one: a transition was seen before
        var title = lines[at + 1];
        var under = at + 2 < lines.Count ? lines[at + 2] : default(RstLine?);
        var problem = Rule.IsMatch(title.Text) ? "this is neither a title nor a transition line"
            : under is null ? "the title is incomplete: the line under it is missing"
            : !Rule.IsMatch(under.Value.Text) ? "the title has a line above it and none below"
            : under.Value.Text != over.Text ? "the lines above and below the title differ"
            : Width(title.Text) > over.Text.Length ? "the lines above and below the title are shorter than the title" : null;
        if (problem is not null && isShort) return null;
        if (problem is not null) document.Report(over.Number, problem);
        at += Rule.IsMatch(title.Text) ? 2 : under is null || !Rule.IsMatch(under.Value.Text) ? 2 : 3;
        if (problem is not null) return true;
        inline.Check([title]);
        document.Section(title.Number, title.Text.Trim(), over.Text[..1] + over.Text[0]);
        return true;
    }

    private bool CheckUnderline(RstLine title, RstLine under)
    {
        var isShort = Width(title.Text) > under.Text.Length;
        if (isShort && under.Text.Length < 4) return false;
        if (!takesTitles)
        {
            document.Report(title.Number, "a title stands in a block that can have none");
            at += 2;
            return true;
        }

        if (isShort) document.Report(under.Number, "the line under the title is shorter than the title");
        inline.Check([title]);
        document.Section(title.Number, title.Text, under.Text[..1]);
        at += 2;
        return true;
    }

    private void CheckDefinitions()
    {
        while (at < lines.Count)
        {
            inline.Check([Current]);
            at++;
            var block = TakeIndented(out var blankBefore);
            Check(document, inline, Dedent(block));
            SkipBlanks(ref blankBefore);
            if (at < lines.Count && at + 1 < lines.Count && IsTerm()) continue;
            if (!blankBefore && at < lines.Count) Unindented("definition list");
            return;
        }
    }

    // A line of text with an indented one directly below.
    private bool IsTerm()
    {
        var text = Current.Text;
        return text[0] != ' ' && !lines[at + 1].IsBlank && lines[at + 1].Indent > 0 && !Bullet.IsMatch(text) && !Field.IsMatch(text) && !Explicit.IsMatch(text)
            && !(RstEnumerator.Parse(text) is not null && StartsEnumeration()) && !Option.IsMatch(text) && !text.StartsWith("| ", StringComparison.Ordinal);
    }

    private void CheckParagraph()
    {
        var paragraph = new List<RstLine>();
        for (; at < lines.Count && !Current.IsBlank && Current.Indent == 0; at++) paragraph.Add(Current);
        var isCut = at < lines.Count && !Current.IsBlank;
        if (isCut) document.Report(Current.Number, "this line is indented where none may be; a blank line is missing before it, or its indentation is wrong");
        var last = paragraph[^1].Text;
        var introduces = last.EndsWith("::", StringComparison.Ordinal) && !RstInline.Escape(last).EndsWith("\0::", StringComparison.Ordinal);
        inline.Check(paragraph);
        if (!introduces || isCut) return;

        var blank = true;
        SkipBlanks(ref blank);
        if (at < lines.Count && Current.Indent > 0)
        {
            TakeIndented(out var blankBefore);
            if (!blankBefore) Unindented("literal block");
        }
        else if (at < lines.Count && !char.IsLetterOrDigit(Current.Text[0]) && char.IsAscii(Current.Text[0]))
        {
            SkipQuotedLiteral();
        }
        else
        {
            document.Report(at < lines.Count ? Current.Number : paragraph[^1].Number, "'::' announces a literal block, and none follows; indent what belongs to it");
        }
    }

    private void SkipQuotedLiteral()
    {
        var quote = Current.Text[0];
        for (; at < lines.Count && !Current.IsBlank; at++)
        {
            if (Current.Text[0] == quote) continue;
            document.Report(Current.Number, "the lines of the quoted literal block begin differently");
            return;
        }
    }
}
