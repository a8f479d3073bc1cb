namespace Legion.Build.Manifest.Diagnostics;

/// <summary>The table of versions, which the rule's page and the README show.</summary>
public static partial class ManifestRules
{
    private const string VersionPage = """
        One version, written as SemVer 2.0.0, becomes three dialects: itself for charts, PEP 440 for Python packages, a tag
        for images (`+` becomes `_`, which no other part of a version can hold). The map is total or an error, and it keeps
        order: of two versions, the one that SemVer puts first is also first for pip.

        | SemVer (charts) | PEP 440 (Python) | OCI tag (images) |
        |---|---|---|
        | `1.2.3` | `1.2.3` | `1.2.3` |
        | `1.2.3-5` | `1.2.3.dev5` | `1.2.3-5` |
        | `1.2.3-alpha.4` | `1.2.3a4` | `1.2.3-alpha.4` |
        | `1.2.3-alpha.4.7` | `1.2.3a4.post7` | `1.2.3-alpha.4.7` |
        | `1.2.3-beta.4` | `1.2.3b4` | `1.2.3-beta.4` |
        | `1.2.3-dev.4` | `1.2.3rc0.dev4` | `1.2.3-dev.4` |
        | `1.2.3-rc.4` | `1.2.3rc4` | `1.2.3-rc.4` |
        | `1.2.3-rc.4+Build-007` | `1.2.3rc4+build.7` | `1.2.3-rc.4_Build-007` |

        Why `dev` becomes `rc0.dev`: SemVer compares words by their letters, so `alpha` < `beta` < `dev` < `rc`. PEP 440's
        own `.dev` lies below `a`; between all `b` and all `rc` lies only `rc0.dev`. A number alone is below all words in
        SemVer, as `.dev` is in PEP 440.

        What is an error, for lack of a form that keeps order:

        | version | why | write |
        |---|---|---|
        | `1.0.0-rc10` | SemVer puts `rc10` before `rc9`, pip after it | `1.0.0-rc.10` |
        | `1.0.0-rc` | SemVer puts `rc` before `rc.0`, to pip they are one | `1.0.0-rc.0` |
        | `0.10.0rc9` | PEP 440, not SemVer | `0.10.0-rc.9` |
        | `0.9.0-20181203121905.1230.30a6f46` | PEP 440 has one number where this has three parts | `0.9.0-20181203121905+1230.30a6f46` |
        | `1.0.0-01` | SemVer allows no leading zero in a number | `1.0.0-1` |
        | `v1.0.0` | the prefix belongs to git tags | `1.0.0` |

        Words other than `alpha`, `beta`, `dev` and `rc` have no place in PEP 440 and are an error too. Numbers of the
        version's core are at most 18446744073709551615, as Helm reads them; a tag has at most 128 characters.
        """;
}
