using Spectre.Console;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// The results as a technician reads them: a row each, as soon as it is there, the remedy below what was
/// found. Rows are written one by one and never drawn again, so that a table longer than the screen can be
/// scrolled, and a pipe gets the same text without colours.
/// </summary>
internal sealed class DoctorTable(IAnsiConsole console)
{
    /// <summary>Where the output is no terminal, whose width would be known.</summary>
    private const int PipedWidth = 80;

    private const int NameWidth = 24;
    private const int WordWidth = 4;
    private const int IndentWidth = 2;

    private string _group = "";

    public static DoctorTable On(TextWriter output, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = PipedWidth;
        }

        return new DoctorTable(console);
    }

    public void Add(CheckResult result)
    {
        if (result.Group != _group)
        {
            _group = result.Group;
            console.Write(new Text(_group + "\n", new Style(decoration: Decoration.Bold)));
        }

        (string word, Color color) = result.Verdict switch
        {
            CheckVerdict.Ok => ("ok", Color.Green),
            CheckVerdict.Warning => ("warn", Color.Yellow),
            CheckVerdict.Failed => ("FAIL", Color.Red),
            _ => ("skip", Color.Grey),
        };
        string found = result.Verdict == CheckVerdict.Skipped ? "skipped: " + result.Found : result.Found;
        Grid row = new Grid()
            .AddColumn(new GridColumn().Width(NameWidth).Padding(IndentWidth, 0, IndentWidth, 0))
            .AddColumn(new GridColumn().Width(WordWidth).Padding(0, 0, IndentWidth, 0))
            .AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        row.AddRow(
            new Text(result.Name),
            new Text(word, new Style(color)),
            new Text(result.Remedy.Length == 0 ? found : $"{found}\n→ {result.Remedy}"));
        console.Write(row);
    }
}
