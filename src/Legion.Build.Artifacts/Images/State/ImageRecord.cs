using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.State;

/// <summary>What an earlier build made of an image.</summary>
/// <param name="Fingerprint">Of everything it was made from.</param>
/// <param name="Descriptor">Its manifest or index in the layout.</param>
/// <param name="How">How it was built.</param>
internal sealed record ImageRecord(string Fingerprint, Descriptor Descriptor, string How);
