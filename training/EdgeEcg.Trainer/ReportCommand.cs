using System.CommandLine;
using System.Text;
using EdgeEcg.Training;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.Reporting;

namespace EdgeEcg.Trainer;

/// <summary><c>edgeecg-train report</c>: a comparison as one HTML file.</summary>
internal sealed class ReportCommand
{
    private readonly ComparisonArguments _comparison = new();

    private readonly Option<FileInfo> _out = new("--out")
    {
        Description = "The HTML file to write.",
        Required = true,
    };

    public static Command Create()
    {
        ReportCommand report = new();
        Command command = new("report", "Compare models as 'compare' does, as one HTML file with diagrams");
        report._comparison.AddTo(command);
        command.Options.Add(report._out);
        command.SetAction(
            (arguments, cancellation) => Task.FromResult(report.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        Protocol protocol = _comparison.ReadProtocol(arguments);
        ModelComparison[] models = [.. _comparison.Run(arguments, protocol, cancellation)];
        string file = arguments.GetRequiredValue(_out).FullName;
        byte[] page = Encoding.UTF8.GetBytes(HtmlReport.Write(protocol, models));
        WholeFile.Write(file, page);
        Console.WriteLine($"wrote {file}: {models.Length} models, {page.Length} bytes");
        return ExitCode.Done;
    }
}
