using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Transfer;

/// <summary>A step of a transfer.</summary>
/// <param name="Content">What is moved.</param>
/// <param name="Bytes">Bytes that moved since the last report; negative: a failed attempt's are taken back.</param>
/// <param name="Done">Whether it is where it belongs now.</param>
/// <param name="How">How it came there, in a word: <c>uploaded</c>, <c>mounted</c>, <c>already there</c>, <c>downloaded</c>; null before that.</param>
public readonly record struct TransferProgress(Descriptor Content, long Bytes, bool Done, string? How);
