using System.Globalization;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>What <c>--chmod</c> asks for: an octal mode, or chmod(1)'s symbolic form.</summary>
internal sealed class ModeChange
{
    private const int All = 0b111_111_111_111;
    private readonly List<Func<int, bool, int>> steps = [];

    private ModeChange()
    {
    }

    /// <summary>Reads the flag's value.</summary>
    /// <param name="text">Such as <c>755</c>, <c>0644</c>, <c>u=rwX,go=rX</c>.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static ModeChange Parse(string text)
    {
        var change = new ModeChange();
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            if (text.Length > 5 || text.Any(static c => c > '7')) throw Bad(text);
            var mode = Convert.ToInt32(text, 8);
            if (mode > All) throw Bad(text);
            change.steps.Add((_, _) => mode);
            return change;
        }

        foreach (var clause in text.Split(',')) change.AddClause(clause, text);
        return change;
    }

    /// <summary>The mode after the change.</summary>
    /// <param name="mode">The mode before.</param>
    /// <param name="isFolder">Whether it is a folder's, which <c>X</c> asks.</param>
    public int Apply(int mode, bool isFolder)
    {
        foreach (var step in steps) mode = step(mode, isFolder);
        return mode;
    }

    private static FormatException Bad(string text) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no mode: octal digits (0 to 7777) or chmod's letters, such as u=rwX,go=rX"));

    private void AddClause(string clause, string text)
    {
        var at = 0;
        var who = 0;
        for (; at < clause.Length && clause[at] is 'u' or 'g' or 'o' or 'a'; at++)
        {
            who |= clause[at] switch { 'u' => 0b100_111_000_000, 'g' => 0b010_000_111_000, 'o' => 0b000_000_000_111, _ => All };
        }

        if (who == 0) who = All;
        who |= 0b001_000_000_000; // the sticky bit belongs to nobody in particular
        if (at == clause.Length) throw Bad(text);
        while (at < clause.Length)
        {
            var operation = clause[at++];
            if (operation is not ('+' or '-' or '=')) throw Bad(text);
            var letters = "";
            for (; at < clause.Length && clause[at] is not ('+' or '-' or '='); at++)
            {
                if (clause[at] is not ('r' or 'w' or 'x' or 'X' or 's' or 't' or 'u' or 'g' or 'o')) throw Bad(text);
                letters += clause[at];
            }

            var mask = who;
            steps.Add((mode, isFolder) => Step(mode, isFolder, mask, operation, letters));
        }
    }

    private static int Step(int mode, bool isFolder, int who, char operation, string letters)
    {
        var bits = letters.Aggregate(0, (all, letter) => all | letter switch
        {
            'r' => 0b100_100_100,
            'w' => 0b010_010_010,
            'x' => 0b001_001_001,
            'X' => isFolder || (mode & 0b001_001_001) != 0 ? 0b001_001_001 : 0,
            's' => 0b110_000_000_000,
            't' => 0b001_000_000_000,
            'u' => (mode >> 6 & 7) * 0b001_001_001,
            'g' => (mode >> 3 & 7) * 0b001_001_001,
            _ => (mode & 7) * 0b001_001_001,
        }) & who;
        return operation switch
        {
            '+' => mode | bits,
            '-' => mode & ~bits,
            _ => (mode & ~(who & 0b110_111_111_111)) | bits,
        };
    }
}
