using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeEcg.Device.Doctor;

/// <summary>The results as a technician reads them: a row each, the remedy below what was found.</summary>
internal sealed class DoctorTable
{
    /// <summary>Where the output is no terminal, whose width would be known.</summary>
    private const int PipedWidth = 110;

    private readonly Table _table = new Table()
        .Border(TableBorder.Simple)
        .AddColumn("check")
        .AddColumn("")
        .AddColumn("found, and what to do");

    private string _group = "";

    public static IAnsiConsole Console(TextWriter output, bool redirected)
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

        return console;
    }

    public IRenderable Renderable => _table;

    public void Add(CheckResult result)
    {
        if (result.Group != _group)
        {
            _group = result.Group;
            _table.AddRow(new Text(_group, new Style(decoration: Decoration.Bold)), Text.Empty, Text.Empty);
        }

        (string word, Color color) = result.Verdict switch
        {
            CheckVerdict.Ok => ("ok", Color.Green),
            CheckVerdict.Warning => ("warn", Color.Yellow),
            CheckVerdict.Failed => ("FAIL", Color.Red),
            _ => ("skip", Color.Grey),
        };
        string found = result.Verdict == CheckVerdict.Skipped ? "skipped: " + result.Found : result.Found;
        _table.AddRow(
            new Text("  " + result.Name),
            new Text(word, new Style(color)),
            new Text(result.Remedy.Length == 0 ? found : $"{found}\n→ {result.Remedy}"));
    }
}
