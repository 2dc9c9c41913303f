using System.CommandLine;
using System.Globalization;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train compare</c>: trains models under one protocol and prints what each reaches, before and
/// after int8, beside what was published.
/// </summary>
internal sealed class CompareCommand
{
    private const string Header =
        "model                      form   auc     accuracy  precision  recall  f1      "
        + "normal_mean  gap      bytes    ratio  p50_us   p99_us   epoch";

    private readonly ComparisonArguments _comparison = new();

    public static Command Create()
    {
        CompareCommand compare = new();
        Command command = new("compare", "Train models under one protocol and compare them, float and int8");
        compare._comparison.AddTo(command);
        command.SetAction(
            (arguments, cancellation) => Task.FromResult(compare.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        Protocol protocol = _comparison.ReadProtocol(arguments);
        IEnumerable<ModelComparison> models = _comparison.Run(arguments, protocol, cancellation);
        if (protocol.IsOptimistic)
        {
            Console.WriteLine(
                $"{protocol.Name}: the threshold sees the test labels, as published; it is optimistic.");
        }

        Console.WriteLine(Header);
        foreach (ModelComparison model in models)
        {
            Print(model, "float", model.BeforeQuantization, 1);
            Print(model, "int8", model.AfterQuantization, model.SizeRatio);
            PrintPublished(protocol.Name, model.Model.Recipe.Model);
        }

        return ExitCode.Done;
    }

    private static void Print(ModelComparison model, string form, ComparisonFigures figures, double ratio)
    {
        Confusion c = figures.Confusion;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Model.Recipe.Model,-25}  {form,-5}  {figures.Area:0.0000}  {c.Accuracy,8:0.0000}  "
            + $"{c.Precision,9:0.0000}  {c.Recall:0.0000}  {c.F1:0.0000}  {figures.NormalMean,11:0.0000}  "
            + $"{figures.Gap,7:0.0000}  {figures.FileBytes,7}  {ratio,5:0.000}  "
            + $"{figures.Latency.P50Microseconds,7:0.0}  {figures.Latency.P99Microseconds,7:0.0}  "
            + $"{model.Model.BestEpoch,3} of {model.Model.History.Count}"));
    }

    private static void PrintPublished(string protocol, string model)
    {
        if (SeedFigures.Of(protocol, model) is { } seed)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{model,-25}  seed           {seed.Accuracy,8:0.0000}                     {seed.F1:0.0000}  "
                + $"{seed.NormalMean,11:0.0000}  {seed.Gap,7:0.0000}"));
        }
    }
}
