namespace Legion.Build.Manifest.Model;

/// <summary>Creates <see cref="EquatableArray{T}"/> values; shorter than naming the type.</summary>
public static class EquatableArray
{
    /// <summary>Copies <paramref name="items"/>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="items">The elements.</param>
    public static EquatableArray<T> Of<T>(params T[] items)
        where T : IEquatable<T> => items.Length == 0 ? default : new((T[])items.Clone());

    /// <summary>Copies <paramref name="items"/>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="items">The elements.</param>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : IEquatable<T>
    {
        var array = items.ToArray();
        return array.Length == 0 ? default : new(array);
    }
}
