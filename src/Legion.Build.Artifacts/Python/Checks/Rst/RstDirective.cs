namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <summary>What a directive takes (https://docutils.sourceforge.io/docs/ref/rst/directives.html).</summary>
/// <param name="Body">What its content is.</param>
/// <param name="Required">Arguments it must have.</param>
/// <param name="Optional">Further arguments it may have.</param>
/// <param name="Options">Names of its options.</param>
/// <param name="NeedsContent">True when it must have content.</param>
/// <param name="LastTakesBlanks">True when the last argument may hold blanks.</param>
internal sealed record RstDirective(RstBody Body, int Required, int Optional, string[] Options, bool NeedsContent = false, bool LastTakesBlanks = true)
{
    private static readonly string[] Named = ["class", "name"];
    private static readonly string[] Image = ["alt", "height", "width", "scale", "align", "target", "loading", "class", "name"];
    private static readonly string[] Table = ["class", "name", "align", "width", "widths"];
    private static readonly string[] Code = ["class", "name", "number-lines", "force"];

    /// <summary>Those an index renders; Sphinx's own are not among them.</summary>
    public static IReadOnlyDictionary<string, RstDirective> Known { get; } = Make();

    /// <summary>Directives docutils knows and an index has switched off.</summary>
    public static IReadOnlySet<string> SwitchedOff { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "include", "raw" };

    /// <summary>True when it takes arguments.</summary>
    public bool TakesArguments => Required + Optional > 0;

    private static Dictionary<string, RstDirective> Make()
    {
        var known = new Dictionary<string, RstDirective>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in (string[])["attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning"]) known[name] = new(RstBody.Blocks, 0, 0, Named, NeedsContent: true);
        known["admonition"] = new(RstBody.Blocks, 1, 0, Named, NeedsContent: true);
        known["topic"] = new(RstBody.Blocks, 1, 0, Named, NeedsContent: true);
        known["sidebar"] = new(RstBody.Blocks, 0, 1, ["class", "name", "subtitle"], NeedsContent: true);
        known["image"] = new(RstBody.None, 1, 0, Image);
        known["figure"] = new(RstBody.Blocks, 1, 0, [.. Image, "figwidth", "figclass", "figname"]);
        known["parsed-literal"] = new(RstBody.Inline, 0, 0, Named, NeedsContent: true);
        known["line-block"] = new(RstBody.Inline, 0, 0, Named, NeedsContent: true);
        foreach (var name in (string[])["code", "code-block", "sourcecode"]) known[name] = new(RstBody.Literal, 0, 1, Code, NeedsContent: true, LastTakesBlanks: false);
        known["math"] = new(RstBody.Literal, 0, 0, [.. Named, "nowrap"], NeedsContent: true);
        known["rubric"] = new(RstBody.None, 1, 0, Named);
        foreach (var name in (string[])["epigraph", "highlights", "pull-quote"]) known[name] = new(RstBody.Blocks, 0, 0, [], NeedsContent: true);
        known["compound"] = new(RstBody.Blocks, 0, 0, Named, NeedsContent: true);
        known["container"] = new(RstBody.Blocks, 0, 1, ["name"], NeedsContent: true);
        known["table"] = new(RstBody.Blocks, 0, 1, Table, NeedsContent: true);
        known["csv-table"] = new(RstBody.Literal, 0, 1, [.. Table, "header-rows", "stub-columns", "header", "file", "url", "encoding", "delim", "keepspace", "quote", "escape"], NeedsContent: true);
        known["list-table"] = new(RstBody.Blocks, 0, 1, [.. Table, "header-rows", "stub-columns"], NeedsContent: true);
        known["contents"] = new(RstBody.None, 0, 1, ["depth", "local", "backlinks", "class"]);
        foreach (var name in (string[])["sectnum", "section-numbering"]) known[name] = new(RstBody.None, 0, 0, ["depth", "start", "prefix", "suffix"]);
        foreach (var name in (string[])["header", "footer"]) known[name] = new(RstBody.Blocks, 0, 0, [], NeedsContent: true);
        known["target-notes"] = new(RstBody.None, 0, 0, Named);
        known["meta"] = new(RstBody.Literal, 0, 0, [], NeedsContent: true);
        known["replace"] = new(RstBody.Inline, 0, 0, [], NeedsContent: true);
        known["unicode"] = new(RstBody.None, 1, 0, ["trim", "ltrim", "rtrim"]);
        known["date"] = new(RstBody.Literal, 0, 0, []);
        known["class"] = new(RstBody.Blocks, 1, 0, []);
        known["role"] = new(RstBody.Literal, 0, 0, []);
        known["default-role"] = new(RstBody.None, 0, 1, []);
        known["title"] = new(RstBody.None, 1, 0, []);
        known["restructuredtext-test-directive"] = new(RstBody.Literal, 0, 1, ["option"]);
        return known;
    }
}
