using System.Collections;

namespace Legion.Build.Manifest.Model;

/// <summary>An immutable array that is equal to another when its elements are, in order.</summary>
/// <remarks>The incremental generator caches by equality; an <c>ImmutableArray</c> compares by reference and would never hit.</remarks>
/// <typeparam name="T">The element type; it must itself compare by value.</typeparam>
public readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly T[]? items;

    /// <summary>Takes ownership of <paramref name="items"/>; the caller must not change it afterwards.</summary>
    /// <param name="items">The elements.</param>
    public EquatableArray(T[] items) => this.items = items;

    /// <summary>The empty array.</summary>
    public static EquatableArray<T> Empty => default;

    /// <summary>The number of elements.</summary>
    public int Count => items?.Length ?? 0;

    /// <summary>True when there is no element.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The element at <paramref name="index"/>.</summary>
    /// <param name="index">Zero-based.</param>
    public T this[int index] => (items ?? throw new ArgumentOutOfRangeException(nameof(index)))[index];

    /// <summary>Compares element by element.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    /// <summary>Compares element by element.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(EquatableArray<T> other)
    {
        if (ReferenceEquals(items, other.items)) return true;
        if (Count != other.Count) return false;
        for (var i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(items![i], other.items![i])) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = 17;
        for (var i = 0; i < Count; i++) hash = unchecked((hash * 31) + (items![i]?.GetHashCode() ?? 0));
        return hash;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(items ?? [])).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
