using System.Globalization;
using System.Text;

using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Reads <c>--chown</c>: <c>user</c>, <c>user:group</c>, names or numbers.</summary>
internal static class OwnerReader
{
    /// <summary>Reads it.</summary>
    /// <param name="text">The flag's value.</param>
    /// <param name="tree">The stage, whose <c>/etc/passwd</c> and <c>/etc/group</c> know the names.</param>
    /// <param name="fail">Makes an error of a rule and its arguments.</param>
    public static Owner Read(string text, ImageTree tree, Func<Rule, object?[], Exception> fail)
    {
        var parts = text.Split(':');
        if (parts.Length > 2 || parts[0].Length == 0 || (parts.Length == 2 && parts[1].Length == 0)) throw new FormatException($"'{text}' is no owner: user, or user:group");

        // A number without a group is both; a name without a group brings the group of its entry.
        var (user, group) = IsNumber(parts[0], out var id) ? (id, id) : Look(tree, "/etc/passwd", "user", parts[0], 3, fail);
        if (parts.Length == 2) group = IsNumber(parts[1], out var groupId) ? groupId : Look(tree, "/etc/group", "group", parts[1], 2, fail).Id;
        return new(user, group);
    }

    private static bool IsNumber(string text, out int id) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private static (int Id, int Second) Look(ImageTree tree, string file, string kind, string name, int secondField, Func<Rule, object?[], Exception> fail)
    {
        if (tree.Find(file)?.Content is { } content)
        {
            using var reader = new StreamReader(content.Open(), Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                var fields = line.Split(':');
                if (fields.Length > Math.Max(2, secondField) && fields[0] == name && IsNumber(fields[2], out var id) && IsNumber(fields[secondField], out var second)) return (id, second);
            }
        }

        throw fail(ImageRules.UnknownOwner, [kind, name, file]);
    }
}
