using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <content>What begins with two dots: directives, targets, footnotes, definitions, comments.</content>
internal sealed partial class RstBlocks
{
    private const string SimpleName = @"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*";

    [GeneratedRegex(@"^\.\. +\[(?<label>[0-9]+|\#(?:" + SimpleName + @")?|\*|" + SimpleName + @")\]( +|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Footnote { get; }

    [GeneratedRegex(@"^\.\. +_(?![ ]|$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Target { get; }

    [GeneratedRegex(@"^(?:_|(?:`(?<name>[^`\0]+(?:\0.[^`\0]*)*)`|(?![ `])(?<name>[^:\0]+?(?:\0.[^:\0]*|:(?! |$)[^:\0]*)*?))(?<! )):(?:[ \n]+(?<uri>.*))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex TargetName { get; }

    [GeneratedRegex(@"^\.\. +\|(?! |\|)(?<name>[^|]*?[^| ])\|( +|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Substitution { get; }

    [GeneratedRegex(@"^(?<name>" + SimpleName + @") ?::( +|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex DirectiveStart { get; }

    [GeneratedRegex(@"^([0-9]+(\.[0-9]*)?|\.[0-9]+) *(em|ex|px|in|cm|mm|pt|pc|ch|rem|vw|vh|vmin|vmax|q|Q|%)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Length { get; }

    private static bool IsNoCaption(string text) =>
        text[0] == ' ' || Bullet.IsMatch(text) || Field.IsMatch(text) || Explicit.Match(text) is { Success: true } dots && text.Length > dots.Length && (DirectiveStart.IsMatch(text[dots.Length..]) || Target.IsMatch(text));

    private void CheckExplicit()
    {
        while (at < lines.Count && (Explicit.IsMatch(Current.Text) || Anonymous.IsMatch(Current.Text)))
        {
            CheckOneExplicit();
            if (!EndsOrGoesOn(() => Explicit.IsMatch(Current.Text) || Anonymous.IsMatch(Current.Text), "explicit markup")) return;
        }
    }

    private void CheckOneExplicit()
    {
        var (text, number) = (Current.Text, Current.Number);
        if (Anonymous.Match(text) is { Success: true } anonymous)
        {
            document.AnonymousTarget();
            TakeToBlank(anonymous.Length);
        }
        else if (Footnote.Match(text) is { Success: true } footnote)
        {
            document.Label(number, footnote.Groups["label"].Value);
            Check(document, inline, TakeFirstKnown(footnote.Length));
        }
        else if (Target.Match(text) is { Success: true } target)
        {
            CheckTarget(number, TakeToBlank(target.Length));
        }
        else if (Substitution.Match(text) is { Success: true } substitution)
        {
            CheckSubstitution(number, substitution.Groups["name"].Value, TakeFirstKnown(substitution.Length));
        }
        else if (Explicit.Match(text) is { } dots && DirectiveStart.Match(text[Math.Min(dots.Length, text.Length)..]) is { Success: true } directive)
        {
            CheckDirective(number, directive.Groups["name"].Value, TakeFirstKnown(dots.Length + directive.Length));
        }
        else if (text == ".." && (at + 1 >= lines.Count || lines[at + 1].IsBlank))
        {
            at++; // an empty comment takes nothing
        }
        else
        {
            TakeFirstKnown(Math.Min(3, text.Length)); // a comment
        }
    }

    private void CheckTarget(int number, List<RstLine> block)
    {
        var text = RstInline.Escape(string.Join('\n', block.Where(static l => !l.IsBlank).Select(static l => l.Text)));
        var match = TargetName.Match(text);
        if (!match.Success)
        {
            document.Report(number, "this is no target: write '.. _name: https://…'");
            return;
        }

        var uri = match.Groups["uri"].Value.Trim();
        if (!match.Groups["name"].Success)
        {
            document.AnonymousTarget();
            return;
        }

        if (uri.EndsWith('_') && !uri.EndsWith("\0_", StringComparison.Ordinal) && !uri.Contains("://", StringComparison.Ordinal) && !uri.Contains(' ', StringComparison.Ordinal)) document.Reference(number, uri[..^1].Trim('`'));
        document.Target(number, match.Groups["name"].Value, uri.Length == 0 ? null : string.Concat(uri.Where(static c => !char.IsWhiteSpace(c))));
    }

    private void CheckSubstitution(int number, string name, List<RstLine> block)
    {
        var text = block[0].Text;
        if (DirectiveStart.Match(text) is not { Success: true } directive)
        {
            document.Report(number, text.Length == 0 ? $"the definition of the substitution '{name}' is empty" : $"the substitution '{name}' is defined by no directive; write '.. |{name}| replace:: …'");
            return;
        }

        document.Substitution(number, name);
        block[0] = block[0].Skip(directive.Length);
        CheckDirective(number, directive.Groups["name"].Value, block);
    }

    private void CheckDirective(int number, string name, List<RstLine> block)
    {
        if (RstDirective.SwitchedOff.Contains(name))
        {
            document.Report(number, $"the directive '{name}' is switched off on indexes");
            return;
        }

        if (!RstDirective.Known.TryGetValue(name, out var directive))
        {
            document.Report(number, $"the directive '{name}' is not one of docutils; Sphinx's own do not work on an index");
            return;
        }

        while (block.Count > 0 && block[^1].IsBlank) block.RemoveAt(block.Count - 1);
        if (name.Equals("role", StringComparison.OrdinalIgnoreCase))
        {
            if (block.Count > 0) document.Roles.Add(block[0].Text.Split('(', ' ')[0]);
            return;
        }

        var content = CheckHead(number, name, directive, block);
        if (content is null) return;
        if (name.Equals("figure", StringComparison.OrdinalIgnoreCase) && content.Count > 0 && IsNoCaption(content[0].Text)) document.Report(content[0].Number, "the caption of a figure must be a paragraph");
        if (directive.Body == RstBody.Blocks) Check(document, inline, content);
        else if (directive.Body == RstBody.Inline) inline.Check(content);
    }

    // Arguments and options; what is left is the content. Null: what is wrong was reported.
    private List<RstLine>? CheckHead(int number, string name, RstDirective directive, List<RstLine> block)
    {
        var head = new List<RstLine>();
        if (directive.TakesArguments || directive.Options.Length > 0)
        {
            head = [.. block.TakeWhile(static l => !l.IsBlank)];
            if (head.Count == 0 && block.Count > 0) head = [.. block.Skip(1).TakeWhile(static l => !l.IsBlank)]; // nothing behind the colons, and no blank line below
        }

        var fromBlank = head.Count > 0 && block[0].IsBlank ? 1 : 0;
        var options = head.FindIndex(static l => Field.IsMatch(l.Text));
        if (directive.Options.Length == 0) options = -1;
        var arguments = options < 0 ? head : head[..options];
        if (options >= 0 && !CheckOptions(name, directive, head[options..])) return null;
        var content = block.Skip(fromBlank + head.Count).ToList();
        if (!directive.TakesArguments && arguments.Count > 0)
        {
            content = [.. arguments, .. content];
            arguments = [];
        }

        var words = arguments.SelectMany(static l => l.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Count();
        while (content.Count > 0 && content[0].IsBlank) content.RemoveAt(0);
        if (words < directive.Required) document.Report(number, $"the directive '{name}' needs an argument behind its '::'");
        else if (words > directive.Required + directive.Optional && directive.TakesArguments && !directive.LastTakesBlanks) document.Report(number, $"the directive '{name}' takes {directive.Required + directive.Optional} argument, and here are {words}; a blank line is missing before its content");
        else if (content.Count > 0 && directive.Body == RstBody.None) document.Report(number, $"the directive '{name}' takes no content");
        else if (content.Count == 0 && directive.NeedsContent) document.Report(number, $"the directive '{name}' has no content; indent what belongs to it");
        else return content;
        return null;
    }

    private bool CheckOptions(string name, RstDirective directive, List<RstLine> options)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Count; i++)
        {
            var line = options[i];
            if (line.Indent > 0) continue;
            var marker = Field.Match(line.Text);
            var value = string.Join(' ', [line.Text[marker.Length..], .. options.Skip(i + 1).TakeWhile(static l => l.Indent > 0).Select(static l => l.Text.Trim())]).Trim();
            var option = marker.Success ? marker.Value.Trim().Trim(':').ToLowerInvariant() : "";
            var problem = !marker.Success ? $"an option of the directive '{name}' is written ':option: value', and a blank line stands before the content"
                : !directive.Options.Contains(option) ? $"the directive '{name}' has no option '{option}'"
                : !seen.Add(option) ? $"the option '{option}' is given twice" : FindValueProblem(option, value);
            if (problem is null && option == "target" && value.EndsWith('_')) document.Reference(line.Number, value[..^1].Trim('`'));
            if (problem is null) continue;
            document.Report(line.Number, problem);
            return false;
        }

        return true;
    }

    private static string? FindValueProblem(string option, string value) => option switch
    {
        "width" or "height" when !Length.IsMatch(value) && !(value is "auto" or "grid" or "image") => $"the option '{option}' wants a length, such as 200 or 50%",
        "scale" when !int.TryParse(value.TrimEnd('%', ' '), System.Globalization.CultureInfo.InvariantCulture, out _) => "the option 'scale' wants a percentage, such as 50%",
        "align" when value is not ("left" or "center" or "right" or "top" or "middle" or "bottom") => "the option 'align' is left, center, right, top, middle or bottom",
        "depth" or "start" or "header-rows" or "stub-columns" when !int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _) => $"the option '{option}' wants a number",
        "target" or "class" or "header" when value.Length == 0 => $"the option '{option}' wants a value",
        _ => null,
    };
}
