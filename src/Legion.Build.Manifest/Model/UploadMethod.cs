namespace Legion.Build.Manifest.Model;

/// <summary>How a <c>helm-http</c> repository takes an upload.</summary>
public enum UploadMethod
{
    /// <summary><c>put</c>: PUT url/NAME-VERSION.tgz (Nexus hosted, plain WebDAV).</summary>
    Put,

    /// <summary><c>post</c>: POST url/api/charts (ChartMuseum).</summary>
    Post,
}
