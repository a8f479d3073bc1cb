namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>Repositories of type directory.</summary>
internal sealed class DirectoryGround() : FolderGround("""
      images: { type: directory, url: public/images }
      charts: { type: directory, url: public/charts }
      python: { type: directory, url: public/python }
    """)
{
    protected override SubjectJob Prepare(string name, SubjectJob job)
    {
        foreach (var repository in (string[])["images", "charts", "python"]) job.Variables[$"LEGION_{repository.ToUpperInvariant()}_URL"] = Path.Combine(Folder, name, repository);
        return job;
    }

    protected override string PlaceOf(SubjectJob place) => Path.GetDirectoryName(place.Variables["LEGION_IMAGES_URL"])!;
}
