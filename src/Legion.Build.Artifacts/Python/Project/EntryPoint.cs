namespace Legion.Build.Artifacts.Python.Project;

/// <summary>A named object other programs find: a script, a plug-in.</summary>
/// <param name="Group"><c>console_scripts</c>, <c>gui_scripts</c> or a plug-in group.</param>
/// <param name="Name">The name in the group.</param>
/// <param name="Reference"><c>package.module:object</c>.</param>
internal sealed record EntryPoint(string Group, string Name, string Reference);
