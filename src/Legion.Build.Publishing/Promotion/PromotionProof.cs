using System.Text;

namespace Legion.Build.Publishing.Promotion;

/// <summary>What the comparison of a tested package and the one stamped again showed.</summary>
/// <param name="Members">How many members were compared.</param>
/// <param name="Stamped">Members whose content differs, in stamps alone.</param>
/// <param name="Differences">What differs otherwise, in words; none is the proof.</param>
internal sealed record PromotionProof(int Members, IReadOnlyList<string> Stamped, IReadOnlyList<string> Differences)
{
    /// <summary>Opens both packages and compares them member by member, byte by byte.</summary>
    /// <remarks>
    /// Two documents are digests of what is compared beside them and are held against the rest of their text: a wheel's RECORD lists the hashes of
    /// all other members, and the digest of a Chart.lock is one of the dependencies in it and in Chart.yaml.
    /// </remarks>
    /// <param name="texts">What a promotion may change.</param>
    /// <param name="before">The package that was tested.</param>
    /// <param name="after">The package stamped again.</param>
    /// <param name="fileName">Its file's name, which says its kind.</param>
    /// <exception cref="InvalidDataException">One of them is no package.</exception>
    public static PromotionProof Of(PromotionTexts texts, byte[] before, byte[] after, string fileName)
    {
        var (members, stamped, differences) = (0, new List<string>(), new List<string>());
        Compare(before, after, fileName, "");
        return new(members, stamped, differences);

        void Compare(byte[] left, byte[] right, string name, string prefix)
        {
            var others = PackageMembers.Read(right, name).ToList();
            foreach (var one in PackageMembers.Read(left, name))
            {
                members++;
                var at = others.FindIndex(m => m.Name == one.Name);
                if (at < 0) at = others.FindIndex(m => texts.AreEqual(one.Name, m.Name));
                if (at < 0)
                {
                    differences.Add($"'{prefix}{one.Name}' is no more in it");
                    continue;
                }

                var other = others[at];
                others.RemoveAt(at);
                if (one.Mode != other.Mode) differences.Add($"'{prefix}{other.Name}' is another kind of file or has other rights");
                if (one.Content.AsSpan().SequenceEqual(other.Content)) continue;
                if (one.Name.EndsWith(".tgz", StringComparison.Ordinal))
                {
                    // A chart that carries another one.
                    Compare(one.Content, other.Content, other.Name, prefix + other.Name + "/");
                }
                else if (texts.AreEqual(Comparable(one), Comparable(other)))
                {
                    stamped.Add(prefix + other.Name);
                }
                else
                {
                    differences.Add($"'{prefix}{other.Name}' has other content");
                }
            }

            differences.AddRange(others.Select(m => $"'{prefix}{m.Name}' was not in it"));
        }
    }

    private static byte[] Comparable(ArchiveMember member)
    {
        var isAtTop = member.Name.Count(static c => c == '/') == 1; // a package may carry others, with RECORDs that say nothing of this wheel
        if (isAtTop && member.Name.EndsWith(".dist-info/RECORD", StringComparison.Ordinal)) return Lines(member, static l => l.Split(',')[0]);
        if (member.Name.EndsWith("/Chart.lock", StringComparison.Ordinal)) return Lines(member, static l => l.StartsWith("digest: ", StringComparison.Ordinal) ? "digest:" : l);
        return member.Content;
    }

    private static byte[] Lines(ArchiveMember member, Func<string, string> line) =>
        Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(member.Content).Split('\n').Select(line)));
}
