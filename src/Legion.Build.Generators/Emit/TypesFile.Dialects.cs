namespace Legion.Build.Generators.Emit;

internal static partial class TypesFile
{
    // VersionDialects, written once more as source of the user's own assembly: constants bring no run-time dependency.
    // A test holds the two together over thousands of versions.
    private const string Dialects = """

        abstract partial class Artifact
        {
            /// <summary>Takes a SemVer 2.0.0 version apart.</summary>
            internal static bool TrySplit(string? version, out string core, out string[] prerelease, out string build)
            {
                core = "";
                prerelease = new string[0];
                build = "";
                if (version is null) return false;
                var rest = version;
                var plus = rest.IndexOf('+');
                if (plus >= 0)
                {
                    build = rest.Substring(plus + 1);
                    rest = rest.Substring(0, plus);
                    foreach (var part in build.Split('.'))
                    {
                        if (!IsWord(part)) return false;
                    }
                }

                var hyphen = rest.IndexOf('-');
                if (hyphen >= 0)
                {
                    prerelease = rest.Substring(hyphen + 1).Split('.');
                    rest = rest.Substring(0, hyphen);
                    foreach (var part in prerelease)
                    {
                        if (!IsWord(part) || (IsDigits(part) && !IsNumber(part))) return false;
                    }
                }

                core = rest;
                var numbers = core.Split('.');
                if (numbers.Length != 3) return false;
                foreach (var number in numbers)
                {
                    if (!IsNumber(number) || !ulong.TryParse(number, global::System.Globalization.NumberStyles.None, global::System.Globalization.CultureInfo.InvariantCulture, out _)) return false;
                }

                return true;
            }

            internal static string ToSemVer(string version)
            {
                if (!TrySplit(version, out _, out _, out _)) throw Unusable(version, "is not SemVer 2.0.0");
                return version;
            }

            internal static string ToTag(string version)
            {
                var tag = ToSemVer(version).Replace('+', '_');
                return tag.Length <= 128 ? tag : throw Unusable(version, "is longer than the 128 characters of an OCI tag");
            }

            internal static string ToPep440(string version)
            {
                if (!TrySplit(version, out var core, out var prerelease, out var build)) throw Unusable(version, "is not SemVer 2.0.0");
                return core + Pep440Prerelease(version, prerelease) + Pep440Local(version, build);
            }

            private static string Pep440Prerelease(string version, string[] parts)
            {
                if (parts.Length == 0) return "";
                if (parts.Length == 1 && IsNumber(parts[0])) return ".dev" + parts[0];
                if (parts.Length >= 2 && IsNumber(parts[1]))
                {
                    var letter = parts[0] == "alpha" ? "a" : parts[0] == "beta" ? "b" : parts[0] == "rc" ? "rc" : null;
                    if (parts.Length == 2 && letter != null) return letter + parts[1];
                    if (parts.Length == 2 && parts[0] == "dev") return "rc0.dev" + parts[1];
                    if (parts.Length == 3 && letter != null && IsNumber(parts[2])) return letter + parts[1] + ".post" + parts[2];
                }

                throw Unusable(version, "has a pre-release that PEP 440 has no form for");
            }

            private static string Pep440Local(string version, string build)
            {
                if (build.Length == 0) return "";
                var local = "";
                foreach (var part in build.ToLowerInvariant().Split('.', '-'))
                {
                    if (part.Length == 0) continue;
                    var number = IsDigits(part) ? part.TrimStart('0') : part;
                    local += (local.Length == 0 ? "+" : ".") + (number.Length == 0 ? "0" : number);
                }

                return local.Length > 0 ? local : throw Unusable(version, "has build metadata that PEP 440 has no form for");
            }

            private static global::System.ArgumentException Unusable(string? version, string why) =>
                new global::System.ArgumentException("'" + version + "' " + why + ".", nameof(version));

            private static bool IsWord(string text)
            {
                foreach (var c in text)
                {
                    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-')) return false;
                }

                return text.Length > 0;
            }

            private static bool IsDigits(string text)
            {
                foreach (var c in text)
                {
                    if (c < '0' || c > '9') return false;
                }

                return text.Length > 0;
            }

            private static bool IsNumber(string text) => IsDigits(text) && (text.Length == 1 || text[0] != '0');
        }
        """;
}
