namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <summary>Something docutils calls a warning or worse: an index then shows nothing.</summary>
/// <param name="Line">Zero-based line.</param>
/// <param name="Message">What is wrong, as a clause.</param>
internal sealed record RstProblem(int Line, string Message);
