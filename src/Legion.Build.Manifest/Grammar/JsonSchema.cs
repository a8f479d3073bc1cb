namespace Legion.Build.Manifest.Grammar;

/// <summary>The JSON Schema of the manifest, made from the table the reader follows: for editors, which show its descriptions.</summary>
/// <remarks>Draft 7, the latest that YAML language servers take. It says all that the structure's check says, but for duplicate keys.</remarks>
internal static class JsonSchema
{
    private static readonly (string Name, ObjectShape Shape)[] Definitions =
    [
        ("channel", ManifestGrammar.Channel),
        ("repository", ManifestGrammar.Repository),
        ("publish", ManifestGrammar.Publish),
        ("chart", ManifestGrammar.Chart),
        ("image", ManifestGrammar.Image),
        ("secret", ManifestGrammar.Secret),
        ("python", ManifestGrammar.Python),
    ];

    /// <summary>The schema's text, ending with a line feed.</summary>
    public static string Write() => new JsonText().Object(null, static json =>
    {
        json.String("$schema", "http://json-schema.org/draft-07/schema#");
        json.String("$id", "https://raw.githubusercontent.com/legion-platform/legion-build/main/sdk/Legion.Build.Sdk/schema/distributions.schema.json");
        json.String("title", "distributions.yaml");
        json.String("description", "What a product ships, and where each channel's versions of it go.");
        Keys(json, ManifestGrammar.Root, isRoot: true);
        json.Object("definitions", static json =>
        {
            foreach (var (name, shape) in Definitions) json.Object(name, j => Keys(j, shape, isRoot: false));
            json.Object("destinations", static j => Map(j, ManifestGrammar.Destinations));
            json.Object("scalar", static j => j.Strings("type", ["string", "number", "boolean"]));
            json.Object("values", static j => Settings(j.String("type", "object"), SettingsShape.Nested));
        });
    }).ToString();

    private static void Keys(JsonText json, ObjectShape shape, bool isRoot)
    {
        // A section that is left empty is an empty map, so that its entries can be commented out.
        var mayBeEmpty = !isRoot && shape.RequiredKeys.Count == 0 && shape.Alternatives.Length == 0;
        if (mayBeEmpty) json.Strings("type", ["object", "null"]);
        else json.String("type", "object");
        if (shape.RequiredKeys.Count > 0) json.Strings("required", shape.RequiredKeys.Select(static k => k.Name));
        if (shape.Alternatives.Length > 0) Alternatives(json, shape);
        json.Object("properties", j =>
        {
            foreach (var key in shape.Keys) j.Object(key.Name, k => Value(k.String("description", key.Description), key.Shape));
        });
        if (isRoot) json.Object("patternProperties", static j => j.Object("^x-", static k => k.String("description", "Anything: a place for anchors. Nothing reads it.")));
        json.Boolean("additionalProperties", value: false);
    }

    private static void Alternatives(JsonText json, ObjectShape shape) => json.Array("oneOf", j =>
    {
        foreach (var keys in shape.Alternatives)
        {
            j.Object(null, k =>
            {
                k.Strings("required", keys);
                k.Object("not", n => n.Array("anyOf", a =>
                {
                    foreach (var other in shape.Alternatives.Where(o => o != keys).SelectMany(static o => o)) a.Object(null, r => r.Strings("required", [other]));
                }));
            });
        }
    });

    private static void Value(JsonText json, Shape shape)
    {
        switch (shape)
        {
            case TextShape { Words: { } words }:
                json.Strings("enum", words);
                break;
            case TextShape:
                Text(json);
                break;
            case FlagShape:
                json.String("type", "boolean");
                break;
            case ListShape { AllowsSingle: true } list:
                json.Array("oneOf", j => j.Object(null, s => Item(s, list.Item)).Object(null, s => List(s, list)));
                break;
            case ListShape list:
                List(json, list);
                break;
            case SettingsShape settings:
                Settings(json.Strings("type", ["object", "null"]), settings);
                break;
            case MapShape map when ReferenceEquals(map, ManifestGrammar.Destinations):
                Reference(json, "destinations");
                break;
            case MapShape map:
                Map(json, map);
                break;
            default:
                Item(json, shape);
                break;
        }
    }

    private static void List(JsonText json, ListShape list) => json.String("type", "array").Object("items", j => Item(j, list.Item));

    private static void Map(JsonText json, MapShape map)
    {
        json.Strings("type", ["object", "null"]);
        if (map.Names is not { } names)
        {
            json.Object("additionalProperties", j => Value(j, map.Item));
            return;
        }

        // Not propertyNames: more readers of schemas know patternProperties.
        var pattern = FormattableString.Invariant($"^(?=.{{1,{names.MaximumLength}}}$){names.Pattern.Substring(1)}");
        json.Object("patternProperties", j => j.Object(pattern, k => Value(k, map.Item)));
        json.Boolean("additionalProperties", value: false);
    }

    private static void Settings(JsonText json, SettingsShape shape) => json.Object("additionalProperties", j =>
    {
        if (shape.AllowsNesting) j.Array("anyOf", static a => a.Object(null, static s => Reference(s, "scalar")).Object(null, static s => Reference(s, "values")));
        else Reference(j, "scalar");
    });

    private static void Text(JsonText json) => json.String("type", "string").String("pattern", "\\S");

    private static void Item(JsonText json, Shape shape)
    {
        if (shape is not ObjectShape known) Value(json, shape);
        else Reference(json, Definitions.First(d => ReferenceEquals(d.Shape, known)).Name);
    }

    private static void Reference(JsonText json, string name) => json.String("$ref", "#/definitions/" + name);
}
