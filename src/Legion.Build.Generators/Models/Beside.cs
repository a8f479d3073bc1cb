namespace Legion.Build.Generators.Models;

/// <summary>A value carried along beside a model without being part of it: always equal to any other.</summary>
/// <remarks>
/// The pipeline keeps the older of two equal models, and with it the older value here. Line numbers travel so: a comment typed
/// into the manifest moves every line below it and changes no constant, so nothing is made again, and the line shown by the editor's
/// tooltip may lag by a few until the model changes. A build of the command line begins anew and is always exact.
/// </remarks>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="value">The value.</param>
internal readonly struct Beside<T>(T value) : IEquatable<Beside<T>>
{
    /// <summary>The value.</summary>
    public T Value { get; } = value;

    /// <inheritdoc/>
    public bool Equals(Beside<T> other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Beside<T>;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
