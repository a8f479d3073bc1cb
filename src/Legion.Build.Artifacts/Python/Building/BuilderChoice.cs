using Legion.Build.Artifacts.Python.Layouts;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>Who builds a package, and why.</summary>
/// <param name="Layout">The rules the native builder follows; null: the backend builds.</param>
/// <param name="Reason">Why, as a clause.</param>
internal sealed record BuilderChoice(IPackageLayout? Layout, string Reason)
{
    private static readonly IPackageLayout[] Layouts = [new HatchLayout(), new FlitLayout(), new SetuptoolsLayout()];

    /// <summary>Chooses.</summary>
    /// <param name="context">The project; null: it has no static metadata.</param>
    /// <param name="backend">The backend's package.</param>
    /// <param name="asked">What the manifest asks for.</param>
    /// <returns>The choice; with <see cref="PythonBuilder.Native"/> asked for and impossible, the backend and the reason against.</returns>
    public static BuilderChoice Make(LayoutContext? context, string backend, PythonBuilder asked)
    {
        if (asked == PythonBuilder.Backend) return new(null, "the manifest says 'builder: backend'");
        if (context is null) return new(null, "its metadata is not static: there is no [project] table in a pyproject.toml");
        if (context.Pyproject.BuildSystem.BackendPath.Count > 0 && asked == PythonBuilder.Auto) return new(null, "the project brings its own backend");

        var layout = Array.Find(Layouts, l => l.Backend == backend) ?? new PlainLayout();
        var obstacles = context.Project.UnknownKeys.Select(static k => new Obstacle($"[project] has the key '{k}', which is not known", Absolute: false)).Concat(layout.Obstacles(context)).ToList();
        var against = obstacles.Find(o => o.Absolute || asked == PythonBuilder.Auto);
        if (against is not null) return new(null, against.Reason);
        return new(layout, asked == PythonBuilder.Native ? "the manifest says 'builder: native'" : $"its metadata is static and {layout.Backend}'s rules are known");
    }
}
