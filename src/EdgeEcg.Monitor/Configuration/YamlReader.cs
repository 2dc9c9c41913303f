using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// Reads the sections and scalars of a file, each with its place, and reports every key that the table does
/// not know. Works on YamlDotNet's parser events: its object mapping knows neither places nor more than one
/// error. Lists, anchors and aliases are refused, because no key has a use for them and they are how a small
/// file becomes a large one.
/// </summary>
internal sealed class YamlReader
{
    private readonly string _file;
    private readonly HashSet<string> _keys;
    private readonly HashSet<string> _sections;
    private readonly List<ConfigurationFinding> _findings;
    private readonly Dictionary<string, YamlEntry> _entries = [];

    private YamlReader(string file, IReadOnlyList<string> paths, List<ConfigurationFinding> findings)
    {
        _file = file;
        _findings = findings;
        _keys = [.. paths];
        _sections = [.. paths.SelectMany(SectionsOf)];
    }

    /// <summary>
    /// The scalars of the given paths, by path; what is wrong with them is added to
    /// <paramref name="findings"/>.
    /// </summary>
    /// <exception cref="ConfigurationException">
    /// It is no YAML, so what comes after the place cannot be judged.
    /// </exception>
    public static Dictionary<string, YamlEntry> Read(
        string file, string text, IReadOnlyList<string> paths, List<ConfigurationFinding> findings)
    {
        YamlReader reader = new(file, paths, findings);
        Parser parser = new(new StringReader(text));
        try
        {
            reader.ReadDocument(parser);
        }
        catch (YamlException fault)
        {
            throw reader.Broken(fault.Start, fault.Message);
        }
        catch (Exception fault) when (fault is InvalidOperationException or EndOfStreamException)
        {
            // YamlDotNet 16.3 has these for some text that is broken inside braces or quotes (found by
            // mutation).
            throw reader.Broken(parser.Current?.End ?? Mark.Empty, fault.Message);
        }

        return reader._entries;
    }

    private static IEnumerable<string> SectionsOf(string path)
    {
        for (int dot = path.IndexOf('.'); dot >= 0; dot = path.IndexOf('.', dot + 1))
        {
            yield return path[..dot];
        }
    }

    private void ReadDocument(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            return;
        }

        if (parser.TryConsume<MappingStart>(out MappingStart? root))
        {
            ReadSection(parser, "");
        }
        else
        {
            Add(parser.Current!.Start, "", "no keys", "sections and keys");
            return;
        }

        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out DocumentStart? second))
        {
            Add(second.Start, "", "a second document", "one document");
        }
    }

    private void ReadSection(Parser parser, string section)
    {
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out Scalar? name))
            {
                Add(parser.Current!.Start, section, "a key that is no text", "the name of a key");
                parser.SkipThisAndNestedEvents();
                parser.SkipThisAndNestedEvents();
                continue;
            }

            ReadValue(parser, name, section.Length == 0 ? name.Value : section + "." + name.Value);
        }
    }

    private void ReadValue(Parser parser, Scalar name, string path)
    {
        if (!_keys.Contains(path) && !_sections.Contains(path))
        {
            Add(name.Start, path, "an unknown key", KeySuggestion.For(path, [.. _keys, .. _sections]));
            parser.SkipThisAndNestedEvents();
        }
        else if (_sections.Contains(path))
        {
            ReadSectionValue(parser, path);
        }
        else if (parser.TryConsume<Scalar>(out Scalar? scalar))
        {
            YamlEntry entry = new(path, scalar.Value, (int)scalar.Start.Line, (int)scalar.Start.Column)
            {
                Name = SpanOf(name), Value = SpanOf(scalar),
            };
            AddEntry(name, entry);
        }
        else
        {
            Add(parser.Current!.Start, path, DescribeValue(parser.Current!), "one value");
            parser.SkipThisAndNestedEvents();
        }
    }

    private void ReadSectionValue(Parser parser, string path)
    {
        if (parser.TryConsume<MappingStart>(out MappingStart? _))
        {
            ReadSection(parser, path);
            return;
        }

        bool empty = parser.Current is Scalar { Value: "" or "~" or "null" };
        if (!empty)
        {
            Add(parser.Current!.Start, path, DescribeValue(parser.Current!), "a section with keys");
        }

        parser.SkipThisAndNestedEvents();
    }

    private void AddEntry(Scalar name, YamlEntry entry)
    {
        if (!_entries.TryAdd(entry.Path, entry))
        {
            Add(
                name.Start, entry.Path, "the key a second time",
                $"it once (it is in line {_entries[entry.Path].Line})");
        }
    }

    private static Range SpanOf(Scalar scalar) => (int)scalar.Start.Index..(int)scalar.End.Index;

    private static string DescribeValue(ParsingEvent value) => value switch
    {
        SequenceStart => "a list",
        MappingStart => "a section",
        AnchorAlias => "an alias",
        Scalar scalar => $"'{scalar.Value}'",
        _ => "something else",
    };

    private ConfigurationException Broken(Mark place, string message)
    {
        Add(
            place, "", $"broken YAML ({message.TrimEnd('.')})",
            "keys and values by 'key: value', indented by spaces");
        return new ConfigurationException([.. _findings]);
    }

    private void Add(Mark place, string path, string found, string expected) =>
        _findings.Add(
            new ConfigurationFinding(_file, (int)place.Line, (int)place.Column, path, found, expected));
}
