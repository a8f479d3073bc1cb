namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>What a file holds, read only when a layer is written.</summary>
internal abstract class FileContent
{
    /// <summary>Bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Lower-case hexadecimal SHA-256.</summary>
    public abstract string Sha256 { get; }

    /// <summary>Opens the content for one reading.</summary>
    public abstract Stream Open();
}
