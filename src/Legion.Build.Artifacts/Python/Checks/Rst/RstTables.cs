using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <summary>Grid and simple tables: that their lines meet. What stands in the cells is checked as blocks.</summary>
internal static partial class RstTables
{
    [GeneratedRegex(@"^\+-[-+]+-\+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    public static partial Regex GridTop { get; }

    [GeneratedRegex(@"^\+=[=+]+=\+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex HeadBorder { get; }

    [GeneratedRegex(@"^=+( +=+)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    public static partial Regex SimpleTop { get; }

    /// <summary>Finds what keeps a grid from being a table.</summary>
    /// <param name="lines">The table's lines.</param>
    /// <returns>Null: nothing.</returns>
    public static RstProblem? FindGridProblem(IReadOnlyList<RstLine> lines)
    {
        var width = lines[0].Text.Length;
        for (var i = 1; i < lines.Count; i++)
        {
            var text = lines[i].Text;
            if (text.Length != width || !IsBorder(text[0]) || !IsBorder(text[^1])) return new(lines[i].Number, "this line of the table does not reach from its left border to its right one");
        }

        var heads = Enumerable.Range(0, lines.Count).Where(i => HeadBorder.IsMatch(lines[i].Text)).ToList();
        if (heads.Count > 1) return new(lines[heads[1]].Number, "the table has a second border of '=': one ends its head");
        if (heads is [var head]) lines = [.. lines.Take(head), new(lines[head].Number, lines[head].Text.Replace('=', '-')), .. lines.Skip(head + 1)];
        if (lines[^1].Text.Trim('+', '-').Length > 0) return new(lines[^1].Number, "the table does not end with a line of '+' and '-'");
        return FindOpenCell(lines, width);
    }

    /// <summary>Finds what keeps a simple table from being one.</summary>
    /// <param name="lines">The table's lines, its first and last border included.</param>
    /// <returns>Null: nothing.</returns>
    public static RstProblem? FindSimpleProblem(IReadOnlyList<RstLine> lines)
    {
        var columns = Columns(lines[0].Text);
        foreach (var line in lines.Skip(1))
        {
            var text = line.Text;
            if (text.Length == 0 || text.Trim('=', ' ').Length == 0 || text.Trim('-', ' ').Length == 0)
            {
                if (text.Length > 0 && text[0] == '=' && !Columns(text).SequenceEqual(columns)) return new(line.Number, "this border of the table has other columns than its first");
                continue;
            }

            for (var column = 0; column + 1 < columns.Count; column++)
            {
                for (var at = columns[column].End; at < columns[column + 1].Start && at < text.Length; at++)
                {
                    if (text[at] != ' ') return new(line.Number, "text of the table stands between two columns");
                }
            }
        }

        return null;
    }

    private static bool IsBorder(char c) => c is '+' or '|';

    // Cells are found from their upper left corners, as a reader's eye does; what no cell covers is a broken table.
    private static RstProblem? FindOpenCell(IReadOnlyList<RstLine> lines, int width)
    {
        var (bottom, right) = (lines.Count - 1, width - 1);
        var done = Enumerable.Repeat(-1, width).ToArray();
        var corners = new PriorityQueue<(int Top, int Left), (int, int)>();
        corners.Enqueue((0, 0), (0, 0));
        while (corners.TryDequeue(out var corner, out _))
        {
            var (top, left) = corner;
            if (top == bottom || left == right || top <= done[left]) continue;
            if (FindCell(lines, top, left, bottom, right) is not var (cellBottom, cellRight)) continue;
            for (var column = left; column < cellRight; column++)
            {
                if (done[column] != top - 1) return new(lines[top].Number, "two cells of the table overlap, or its lines do not meet");
                done[column] = cellBottom - 1;
            }

            corners.Enqueue((top, cellRight), (top, cellRight));
            corners.Enqueue((cellBottom, left), (cellBottom, left));
        }

        for (var column = 0; column < right; column++)
        {
            if (done[column] != bottom - 1) return new(lines[Math.Clamp(done[column] + 1, 0, bottom)].Number, "the lines of the table do not meet");
        }

        return null;
    }

    private static (int Bottom, int Right)? FindCell(IReadOnlyList<RstLine> lines, int top, int left, int bottom, int right)
    {
        if (lines[top].Text[left] != '+') return null;
        for (var x = left + 1; x <= right; x++)
        {
            var c = lines[top].Text[x];
            if (c is not ('+' or '-')) return null;
            if (c != '+') continue;
            for (var y = top + 1; y <= bottom; y++)
            {
                var side = lines[y].Text[x];
                if (side is not ('+' or '|')) break;
                if (side == '+' && Closes(lines, top, left, y, x)) return (y, x);
            }
        }

        return null;
    }

    private static bool Closes(IReadOnlyList<RstLine> lines, int top, int left, int bottom, int right)
    {
        for (var x = left; x <= right; x++)
        {
            if (lines[bottom].Text[x] is not ('+' or '-')) return false;
        }

        if (lines[bottom].Text[left] != '+') return false;
        for (var y = top; y <= bottom; y++)
        {
            if (lines[y].Text[left] is not ('+' or '|')) return false;
        }

        return true;
    }

    private static List<(int Start, int End)> Columns(string border)
    {
        var columns = new List<(int, int)>();
        for (var i = 0; i < border.Length;)
        {
            if (border[i] == ' ')
            {
                i++;
                continue;
            }

            var start = i;
            while (i < border.Length && border[i] != ' ') i++;
            columns.Add((start, i));
        }

        return columns;
    }
}
