namespace Legion.Build.Artifacts.Python.Project;

/// <summary>The <c>[build-system]</c> table (PEP 518, PEP 517).</summary>
/// <param name="Backend">The backend object, such as <c>hatchling.build</c>.</param>
/// <param name="BackendPath">Folders the backend is imported from, when the project brings its own.</param>
/// <param name="Requires">What must be installed for the backend to run.</param>
/// <param name="Declared">False when the table is missing and PEP 517's default stands here.</param>
internal sealed record BuildSystem(string Backend, IReadOnlyList<string> BackendPath, IReadOnlyList<string> Requires, bool Declared)
{
    /// <summary>What PEP 517 prescribes where the table or its backend is missing.</summary>
    public static BuildSystem Default { get; } = new("setuptools.build_meta:__legacy__", [], ["setuptools"], Declared: false);

    /// <summary>The backend's package: <c>hatchling</c>, <c>flit_core</c>, <c>setuptools</c>, …</summary>
    public string Package => Backend.Split('.', ':')[0];
}
