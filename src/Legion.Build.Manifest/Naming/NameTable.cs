namespace Legion.Build.Manifest.Naming;

/// <summary>Which of a list's names come first, and where: a hash table of places alone.</summary>
/// <remarks>
/// A dictionary of ten thousand names is an object of the large heap, and one at every key typed calls for full collections.
/// This holds four bytes a slot and asks for the names themselves.
/// </remarks>
/// <typeparam name="T">What has the names.</typeparam>
/// <param name="named">What has the names, in order.</param>
/// <param name="nameOf">The name of one; null: it has none.</param>
public sealed class NameTable<T>(IReadOnlyList<T> named, Func<T, string?> nameOf)
{
    private readonly int[] slots = new int[SlotsFor(named.Count)];

    /// <summary>Enters the name of the one at <paramref name="index"/>.</summary>
    /// <param name="index">Its place in the list.</param>
    /// <returns>The place of the one that has the name already; -1 when it is new.</returns>
    public int Enter(int index)
    {
        if (nameOf(named[index]) is not { } name) return -1;
        var slot = SlotOf(name);
        if (slots[slot] != 0) return slots[slot] - 1;
        slots[slot] = index + 1;
        return -1;
    }

    /// <summary>Where the one of this name is in the list, or -1.</summary>
    /// <param name="name">The name.</param>
    public int IndexOf(string name) => slots[SlotOf(name)] - 1;

    // At most three quarters full, so that there always is an empty slot, and seldom a third look.
    private static int SlotsFor(int count)
    {
        var size = 16;
        while (size * 3L < count * 4L) size *= 2;
        return size;
    }

    private int SlotOf(string name)
    {
        var mask = slots.Length - 1;
        var hash = StringComparer.Ordinal.GetHashCode(name);
        for (var slot = (hash ^ (hash >> 16)) & mask; ; slot = (slot + 1) & mask)
        {
            if (slots[slot] == 0 || string.Equals(nameOf(named[slots[slot] - 1]), name, StringComparison.Ordinal)) return slot;
        }
    }
}
