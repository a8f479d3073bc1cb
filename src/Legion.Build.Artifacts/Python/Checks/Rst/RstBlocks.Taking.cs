namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <content>Taking blocks out of the lines.</content>
internal sealed partial class RstBlocks
{
    private static List<RstLine> Dedent(List<RstLine> block)
    {
        var indent = block.Where(static l => !l.IsBlank).Select(static l => l.Indent).DefaultIfEmpty(0).Min();
        return block.ConvertAll(l => l.Skip(indent));
    }

    private static int Width(string text) => text.EnumerateRunes().Sum(static r => IsWide(r.Value) ? 2 : System.Globalization.CharUnicodeInfo.GetUnicodeCategory(r.Value) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark ? 0 : 1);

    // East Asian Width W and F (UAX #11), emoji included: docutils counts them as two columns.
    private static bool IsWide(int c) => c is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FC) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD)
        or 0x231A or 0x231B or (>= 0x23E9 and <= 0x23EC) or 0x23F0 or 0x23F3 or 0x2614 or 0x2615 or 0x267F or 0x2693 or 0x26A1 or 0x26BD or 0x26BE or 0x26C4 or 0x26C5 or 0x26CE or 0x26D4 or 0x26EA or 0x26F2 or 0x26F3 or 0x26F5 or 0x26FA or 0x26FD
        or 0x2705 or 0x270A or 0x270B or 0x2728 or 0x274C or 0x274E or (>= 0x2753 and <= 0x2755) or 0x2757 or (>= 0x2795 and <= 0x2797) or 0x27B0 or 0x27BF or 0x2B1B or 0x2B1C or 0x2B50 or 0x2B55;

    // All lines with at least one blank before them, and the blank lines between.
    private List<RstLine> TakeIndented(out bool blankBefore)
    {
        var block = new List<RstLine>();
        for (; at < lines.Count && (Current.IsBlank || Current.Indent > 0); at++) block.Add(Current);
        blankBefore = at == lines.Count || (block.Count > 0 && block[^1].IsBlank);
        while (block.Count > 0 && block[^1].IsBlank) block.RemoveAt(block.Count - 1);
        return block;
    }

    // An item whose text begins behind its marker and goes on exactly below.
    private void CheckItem(int indent, bool isBare)
    {
        if (isBare)
        {
            var number = Current.Number;
            at++;
            if (at < lines.Count && !Current.IsBlank && Current.Indent > 0) Check(document, inline, Dedent(TakeIndented(out _)));
            else Check(document, inline, [new(number, "")]);
            return;
        }

        var item = new List<RstLine> { Current.Skip(indent) };
        for (at++; at < lines.Count && (Current.IsBlank || Current.Indent >= indent); at++) item.Add(Current.Skip(indent));
        Check(document, inline, item);
    }

    // A block whose first line stands behind a marker and whose others are indented, however far.
    private List<RstLine> TakeFirstKnown(int indent)
    {
        var first = Current.Skip(indent);
        at++;
        var rest = Dedent(TakeIndented(out _));
        return [first, .. rest];
    }

    // The same, up to the first blank line.
    private List<RstLine> TakeToBlank(int indent)
    {
        List<RstLine> block = [Current.Skip(indent)];
        for (at++; at < lines.Count && Current.Indent > 0; at++) block.Add(Current.Skip(Current.Indent));
        return block;
    }

    // After an item: true when the list goes on; a list that ends without a blank line is reported.
    private bool EndsOrGoesOn(Func<bool> isNext, string what)
    {
        var blank = at > 0 && lines[at - 1].IsBlank;
        SkipBlanks(ref blank);
        if (at >= lines.Count) return false;
        if (isNext()) return true;
        if (!blank) Unindented(what);
        return false;
    }

    private bool AtEnd(out RstLine next)
    {
        var i = at;
        while (i < lines.Count && lines[i].IsBlank) i++;
        next = i < lines.Count ? lines[i] : default;
        return i >= lines.Count;
    }

    private bool StartsEnumerationAt(RstLine line)
    {
        var here = at;
        while (at < lines.Count && lines[at].Number != line.Number) at++;
        var starts = at < lines.Count && StartsEnumeration();
        at = here;
        return starts;
    }

    // "A. Einstein was" is text: the second line of an item is blank, indented, or the next item.
    private bool StartsEnumeration()
    {
        if (at + 1 >= lines.Count || lines[at + 1].IsBlank || lines[at + 1].Indent > 0) return true;
        var next = lines[at + 1].Text + " ";
        return RstEnumerator.Parse(Current.Text)!.SecondMarkers().Any(m => next.StartsWith(m, StringComparison.Ordinal));
    }

    private void SkipBlanks(ref bool blankBefore)
    {
        for (; at < lines.Count && Current.IsBlank; at++) blankBefore = true;
    }

    private void SkipToBlank()
    {
        while (at < lines.Count && !Current.IsBlank) at++;
    }

    private void Unindented(string what)
    {
        if (at < lines.Count) document.Report(Current.Number, $"the {what} before this line ends without a blank line");
    }
}
