using System.Text;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// The documents made from the table of keys: the commented example with every key at its default, and the
/// reference. A test compares them with docs/edgeecg.example.yaml and docs/configuration.md.
/// </summary>
public static class ConfigurationDocuments
{
    private const int Columns = 110;

    public static string Example()
    {
        StringBuilder text = new($"""
            # yaml-language-server: $schema={ConfigurationSchema.FileName}
            # EdgeEcg configuration: every key with its default. A key that is left out, or left empty,
            # has its default; keys marked 'required' have none. Paths are relative to this file.
            # See configuration.md.

            """);
        string[] open = [];
        foreach (IConfigurationKey key in ConfigurationKeys.All)
        {
            string[] parts = key.Path.Split('.');
            string[] sections = parts[..^1];
            OpenSections(text, open, sections);
            open = sections;
            AppendKey(text, key, parts[^1], new string(' ', 2 * sections.Length));
        }

        return text.ToString();
    }

    public static string Reference()
    {
        StringBuilder text = new("""
            # Configuration

            One YAML file, by default `/etc/edgeecg/edgeecg.yaml`.
            [edgeecg.example.yaml](edgeecg.example.yaml) has every key at its default. Unknown keys are
            refused, and everything that is wrong is reported at once, with line and column. Secrets stand
            in files of their own, which the keys ending in `_file` name. Paths are relative to the
            configuration file. This table is made from the program's own table of keys, and so is
            [edgeecg.schema.json](edgeecg.schema.json), with which an editor completes and checks a file
            as it is typed: the example's first line tells editors that know the YAML language server.

            ```console
            ./edgeecg config check edgeecg.yaml       # everything that is wrong, with line and column
            ./edgeecg config show edgeecg.yaml        # what is in force, and where each value comes from
            ./edgeecg config explain mqtt.port        # range, unit, default and reason of a key or a section
            ./edgeecg config migrate edgeecg.yaml     # an older layout brought up to date, the old file kept
            ```

            ## Layouts

            `version` names the layout. An older one is read as it stands, under its old names; the monitor
            says so when it starts, and `config migrate` rewrites the file.

            | since layout | was | is | value |
            | --- | --- | --- | --- |
            | 2 | `mqtt.tls.insecure` | `mqtt.tls.verify` | the opposite |

            ## Keys

            | key | expected | default | why |
            | --- | --- | --- | --- |

            """);
        foreach (IConfigurationKey key in ConfigurationKeys.All)
        {
            text.Append($"| `{key.Path}` | {key.Expected} | {DefaultOf(key)} | {Escape(key.Reason)} |\n");
        }

        return text.ToString();
    }

    private static string DefaultOf(IConfigurationKey key) => key switch
    {
        { Required: true } => "required",
        { Written: "" } => "nothing",
        _ => $"`{key.Written}`",
    };

    private static string Escape(string text) =>
        text.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    internal static void OpenSections(StringBuilder text, string[] open, string[] sections)
    {
        int common = open.Zip(sections).TakeWhile(p => p.First == p.Second).Count();
        for (int depth = common; depth < sections.Length; depth++)
        {
            string gap = depth == 0 ? "\n" : "";
            text.Append($"{gap}{new string(' ', 2 * depth)}{sections[depth]}:\n");
        }
    }

    private static void AppendKey(StringBuilder text, IConfigurationKey key, string name, string indent)
    {
        string required = key.Required ? "required: " : "";
        AppendComment(text, $"{key.Reason} [{required}{key.Expected}]", indent);
        text.Append($"{indent}{name}:{(key.Written.Length == 0 ? "" : " " + key.Written)}\n");
    }

    private static void AppendComment(StringBuilder text, string comment, string indent)
    {
        string line = indent + "#";
        foreach (string word in comment.Split(' '))
        {
            if (line.Length + 1 + word.Length > Columns)
            {
                text.Append(line).Append('\n');
                line = indent + "#";
            }

            line += " " + word;
        }

        text.Append(line).Append('\n');
    }
}
