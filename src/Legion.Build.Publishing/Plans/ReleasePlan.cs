using System.Security.Cryptography;
using System.Text;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Publishing.Plans;

/// <summary>Every remote change of a release, in the order it happens. What a publish does is a plan, and nothing else.</summary>
public sealed record ReleasePlan
{
    /// <summary>The product of the manifest.</summary>
    public required string Product { get; init; }

    /// <summary>The channel published to.</summary>
    public required string Channel { get; init; }

    /// <summary>The version, SemVer.</summary>
    public required string Version { get; init; }

    /// <summary>The steps: transfers first, then commits, each in the order of visibility.</summary>
    public EquatableArray<PlanStep> Steps { get; init; }

    /// <summary>Addresses of the manifest that others stand in for.</summary>
    public EquatableArray<AddressSubstitution> Substituted { get; init; }

    /// <summary>True when a step is refused: nothing of the plan may be done.</summary>
    public bool IsRefused => Steps.Any(static s => s.Reason == StepReason.Refused);

    /// <summary>True when the world already is as planned.</summary>
    public bool IsDone => Steps.All(static s => s.Reason is StepReason.Present or StepReason.Kept);

    /// <summary>Bytes that the transfers and uploads send at most.</summary>
    public long Bytes => Steps.Where(static s => s.IsChange && s.Phase == StepPhase.Commit).Sum(static s => s.Item.Size);

    /// <summary><c>sha256:…</c> over what is published where; the same whatever already stood there, so that an interrupted publish finds its journal.</summary>
    public string Fingerprint
    {
        get
        {
            var text = new StringBuilder().Append(Product).Append('\n').Append(Channel).Append('\n').Append(Version).Append('\n');
            foreach (var step in Steps.Where(static s => s.Phase == StepPhase.Commit)) text.Append(step.Id).Append(' ').Append(step.Item.Digest).Append('\n');
            return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }
}
