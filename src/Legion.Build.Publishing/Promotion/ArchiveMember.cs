namespace Legion.Build.Publishing.Promotion;

/// <summary>A file or link inside a package.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Mode">What it is and who may do what with it, as the archive says.</param>
/// <param name="Content">Its bytes; of a link where it leads to.</param>
internal sealed record ArchiveMember(string Name, int Mode, byte[] Content);
