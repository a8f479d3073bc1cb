namespace Legion.Build.Manifest.Yaml;

/// <summary>How a scalar is written.</summary>
public enum YamlScalarStyle : byte
{
    /// <summary>Without quotes; only these can mean null, a truth value or a number.</summary>
    Plain,

    /// <summary><c>'text'</c>.</summary>
    SingleQuoted,

    /// <summary><c>"text"</c>.</summary>
    DoubleQuoted,

    /// <summary><c>|</c> block.</summary>
    Literal,

    /// <summary><c>&gt;</c> block.</summary>
    Folded,
}
