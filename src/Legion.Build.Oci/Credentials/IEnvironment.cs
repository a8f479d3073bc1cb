namespace Legion.Build.Oci.Credentials;

/// <summary>What credentials are looked up by, of the process they are used in. The seam where tests stand in for the machine.</summary>
public interface IEnvironment
{
    /// <summary>The user's own folder, an absolute path; empty: there is none.</summary>
    string HomeFolder { get; }

    /// <summary>An environment variable.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its value; null when it is not set or empty.</returns>
    string? Variable(string name);
}
