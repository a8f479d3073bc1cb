using Legion.Build.Artifacts.Images.Dockerfiles;

namespace Legion.Build.Artifacts.Images.Planning;

/// <summary>What building one target of a Dockerfile for one platform involves, known before anything is built.</summary>
/// <param name="File">The Dockerfile.</param>
/// <param name="Stages">All its stages.</param>
/// <param name="Target">The stage to build.</param>
/// <param name="Reachable">The stages it needs, itself included.</param>
/// <param name="Images">The images they name: after FROM and in <c>--from</c>.</param>
/// <param name="Globals">The variables of the global scope, which FROM and bare ARGs see.</param>
/// <param name="Need">Why it takes an engine; null: the embedded assembler can do it.</param>
internal sealed record DockerfilePlan(
    Dockerfile File,
    IReadOnlyList<DockerfileStage> Stages,
    int Target,
    IReadOnlySet<int> Reachable,
    IReadOnlyList<string> Images,
    IReadOnlyDictionary<string, string> Globals,
    EngineNeed? Need)
{
    /// <summary>The stage of that name or number, among those before <paramref name="before"/>.</summary>
    /// <param name="name">A name, in any case, or a number.</param>
    /// <param name="before">The stage that asks.</param>
    /// <returns>Null when it names no stage: it is then an image.</returns>
    public int? StageOf(string name, int before) => Find(Stages, name, before);

    /// <summary>As <see cref="StageOf"/>, while the stages are still being read.</summary>
    /// <param name="stages">The stages.</param>
    /// <param name="name">A name, in any case, or a number.</param>
    /// <param name="before">The stage that asks.</param>
    internal static int? Find(IReadOnlyList<DockerfileStage> stages, string name, int before)
    {
        for (var i = Math.Min(before, stages.Count) - 1; i >= 0; i--)
        {
            if (string.Equals(stages[i].Name, name, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index) && index < before ? index : null;
    }
}
