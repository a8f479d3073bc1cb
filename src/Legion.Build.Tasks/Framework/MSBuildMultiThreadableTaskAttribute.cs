namespace Microsoft.Build.Framework;

/// <summary>
/// Marks a task that may share its process with others (<c>msbuild -mt</c>). MSBuild looks for the name alone; the assemblies of MSBuild 18.0,
/// the oldest that runs us, do not have it yet.
/// </summary>
/// <remarks>Not inherited: each task says it of itself.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
