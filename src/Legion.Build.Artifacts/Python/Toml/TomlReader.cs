using System.Text;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Toml;

/// <summary>Reads TOML 1.0.0 (https://toml.io/en/v1.0.0) into a located tree.</summary>
/// <remarks>Our own because no TOML library could be restored from the package source this is built with; toml-test's cases judge it.</remarks>
internal sealed partial class TomlReader
{
    // Nested arrays and inline tables recurse; a hostile file must not overflow the stack.
    private const int MaximumDepth = 128;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string text;
    private readonly int[] lineStarts;
    private readonly TomlTable root;
    private TomlTable current;
    private int position;
    private int depth;

    private TomlReader(string text)
    {
        this.text = text;
        lineStarts = FindLineStarts(text);
        root = new TomlTable(default) { DefinedByHeader = true };
        current = root;
    }

    private char Current => position < text.Length ? text[position] : '\0';

    private bool AtEnd => position >= text.Length;

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The file's bytes; a byte order mark is skipped.</param>
    /// <param name="error">The first error, when there is one.</param>
    /// <returns>The root table, or null when there is an error.</returns>
    public static TomlTable? Read(ReadOnlySpan<byte> utf8, out TomlException? error)
    {
        string document;
        try
        {
            document = StrictUtf8.GetString(utf8.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? utf8[3..] : utf8);
        }
        catch (DecoderFallbackException e)
        {
            error = new TomlException($"byte {e.Index} is not UTF-8; save the file as UTF-8", default);
            return null;
        }

        return Read(document, out error);
    }

    /// <summary>Reads a document.</summary>
    /// <param name="text">The document, without byte order mark.</param>
    /// <param name="error">The first error, when there is one.</param>
    /// <returns>The root table, or null when there is an error.</returns>
    public static TomlTable? Read(string text, out TomlException? error)
    {
        var reader = new TomlReader(text);
        try
        {
            reader.ReadDocument();
            error = null;
            return reader.root;
        }
        catch (TomlException e)
        {
            error = e;
            return null;
        }
    }

    private void ReadDocument()
    {
        while (true)
        {
            SkipBlank();
            switch (Current)
            {
                case '\0' when AtEnd:
                    return;
                case '#':
                    SkipComment();
                    break;
                case '\n' or '\r':
                    SkipNewline();
                    break;
                case '[':
                    ReadHeader();
                    ExpectEndOfLine("after a table header");
                    break;
                default:
                    ReadKeyValue(current);
                    ExpectEndOfLine("after a value");
                    break;
            }
        }
    }

    private void ReadHeader()
    {
        var ofTables = position + 1 < text.Length && text[position + 1] == '[';
        position += ofTables ? 2 : 1;
        SkipBlank();
        var keys = ReadKeys();
        if (Current != ']') throw Error("expected ']' at the end of the table header");
        position++;
        if (ofTables)
        {
            if (Current != ']') throw Error("expected ']]' at the end of the array-of-tables header");
            position++;
        }

        var parent = root;
        for (var i = 0; i < keys.Count - 1; i++) parent = DescendByHeader(parent, keys[i]);
        current = ofTables ? AppendTable(parent, keys[^1]) : DefineTable(parent, keys[^1]);
    }

    private static TomlTable DescendByHeader(TomlTable parent, (string Name, SourceSpan Span) key)
    {
        switch (parent.Find(key.Name)?.Value)
        {
            case null:
                var made = new TomlTable(key.Span);
                parent.Add(new TomlEntry(key.Name, key.Span, made));
                return made;
            case TomlTable { Inline: false } table:
                return table;
            case TomlArray { OfTables: true } array:
                return (TomlTable)array.Items[^1];
            case var other:
                throw new TomlException($"'{key.Name}' is already {Describe(other)} and takes no further keys", key.Span);
        }
    }

    private static TomlTable DefineTable(TomlTable parent, (string Name, SourceSpan Span) key)
    {
        switch (parent.Find(key.Name)?.Value)
        {
            case null:
                var made = new TomlTable(key.Span) { DefinedByHeader = true };
                parent.Add(new TomlEntry(key.Name, key.Span, made));
                return made;
            case TomlTable { Inline: false, DefinedByHeader: false, DefinedByDottedKey: false } table:
                table.DefinedByHeader = true;
                return table;
            case TomlTable { Inline: false } table:
                throw new TomlException($"table '{key.Name}' is defined twice; first in line {table.Span.StartLine + 1}", key.Span);
            case var other:
                throw new TomlException($"'{key.Name}' is already {Describe(other)}, in line {other.Span.StartLine + 1}", key.Span);
        }
    }

    private static TomlTable AppendTable(TomlTable parent, (string Name, SourceSpan Span) key)
    {
        var table = new TomlTable(key.Span) { DefinedByHeader = true };
        switch (parent.Find(key.Name)?.Value)
        {
            case null:
                var array = new TomlArray(key.Span, OfTables: true);
                array.Items.Add(table);
                parent.Add(new TomlEntry(key.Name, key.Span, array));
                return table;
            case TomlArray { OfTables: true } existing:
                existing.Items.Add(table);
                return table;
            case var other:
                throw new TomlException($"'{key.Name}' is already {Describe(other)}, in line {other.Span.StartLine + 1}", key.Span);
        }
    }

    private void ReadKeyValue(TomlTable table)
    {
        var keys = ReadKeys();
        if (Current != '=') throw Error("expected '=' after the key");
        position++;
        SkipBlank();
        var value = ReadValue();

        for (var i = 0; i < keys.Count - 1; i++) table = DescendByDottedKey(table, keys[i]);
        var (name, span) = keys[^1];
        if (table.Find(name) is { } existing)
        {
            throw new TomlException($"key '{name}' is defined twice; first in line {existing.KeySpan.StartLine + 1}", span);
        }

        table.Add(new TomlEntry(name, span, value));
    }

    private static TomlTable DescendByDottedKey(TomlTable table, (string Name, SourceSpan Span) key)
    {
        switch (table.Find(key.Name)?.Value)
        {
            case null:
                var made = new TomlTable(key.Span) { DefinedByDottedKey = true };
                table.Add(new TomlEntry(key.Name, key.Span, made));
                return made;
            case TomlTable { DefinedByDottedKey: true } dotted:
                return dotted;
            case var other:
                throw new TomlException($"'{key.Name}' is already {Describe(other)}, in line {other.Span.StartLine + 1}, and cannot be extended by a dotted key", key.Span);
        }
    }

    private static string Describe(TomlValue value) => value switch
    {
        TomlTable { Inline: true } => "an inline table",
        TomlTable => "a table",
        TomlArray { OfTables: true } => "an array of tables",
        TomlArray or TomlInteger => "an " + value.Kind,
        _ => "a " + value.Kind,
    };
}
