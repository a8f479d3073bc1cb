namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>The rehearsal of a registry, of a git repository of charts and of a Python index.</summary>
internal sealed class RehearsalGround() : FolderGround("""
      images: { type: oci, url: registry.example.org/legion }
      charts: { type: helm-git, url: https://git.example.org/charts }
      python: { type: pypi, url: https://upload.example.org/legacy/ }
    """)
{
    protected override SubjectJob Prepare(string name, SubjectJob job) => job with { Rehearsal = Path.Combine(Folder, name) };

    protected override string PlaceOf(SubjectJob place) => place.Rehearsal!;
}
