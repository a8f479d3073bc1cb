using System.Collections.Frozen;

using Legion.Build.Manifest.Naming;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>The words a template of Helm may call: Go's own, sprig's, Helm's, and the keywords.</summary>
internal static class TemplateFunctions
{
    // sprig has env and expandenv; Helm takes them out, so that a chart cannot read the environment.
    private const string Names = """
        abbrev abbrevboth add add1 add1f addf adler32sum ago all and any append atoi b32dec b32enc b64dec b64enc base bcrypt biggest block break
        buildCustomCert call camelcase cat ceil chunk clean coalesce compact concat contains continue date dateInZone dateModify date_in_zone
        date_modify decryptAES deepCopy deepEqual default define derivePassword dict dig dir div divf duration durationDays durationHours
        durationMicroseconds durationMilliseconds durationMinutes durationNanoseconds durationRound durationRoundTo durationSeconds
        durationTruncateTo durationWeeks else empty encryptAES end eq ext fail false first float64 floor fromJson fromJsonArray fromToml fromYaml
        fromYamlArray ge genCA genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get
        getHostByName gt has hasKey hasPrefix hasSuffix hello html htmlDate htmlDateInZone htpasswd if include indent index initial initials int
        int64 isAbs join js kebabcase keys kindIs kindOf last le len list lookup lower lt max maxf merge mergeOverwrite min minf mod mul mulf
        mustAppend mustChunk mustCompact mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial mustLast mustMerge mustMergeOverwrite
        mustPrepend mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse
        mustSlice mustToDate mustToDuration mustToJson mustToPrettyJson mustToRawJson mustToToml mustToYaml mustUniq mustWithout must_date_modify ne
        nil nindent nospace not now omit or osBase osClean osDir osExt osIsAbs pick pluck plural prepend print printf println quote randAlpha
        randAlphaNum randAscii randBytes randInt randNumeric range regexFind regexFindAll regexMatch regexQuoteMeta regexReplaceAll
        regexReplaceAllLiteral regexSplit repeat replace required rest reverse round semver semverCompare seq set sha1sum sha256sum sha512sum shuffle
        slice snakecase sortAlpha split splitList splitn squote sub subf substr swapcase template ternary title toDate toDecimal toJson toPrettyJson
        toRawJson toString toStrings toToml toYaml toYamlPretty tpl trim trimAll trimPrefix trimSuffix trimall true trunc tuple typeIs typeIsLike
        typeOf uniq unixEpoch unset until untilStep untitle upper urlJoin urlParse urlquery uuidv4 values with without wrap wrapWith
        """;

    private static readonly FrozenSet<string> Known = Names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True when Helm knows the word.</summary>
    public static bool IsKnown(string word) => Known.Contains(word);

    /// <summary>What was probably meant.</summary>
    public static string Advice(string word) => Spelling.Nearest(word, Known.Order(StringComparer.Ordinal)) is { } near ? $"; did you mean '{near}'?" : "";
}
