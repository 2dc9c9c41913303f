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
        List<ModelComparison> done = [];
        foreach (ModelComparison model in models)
        {
            done.Add(model);
            Print(model, "float", model.BeforeQuantization, 1);
            Print(model, Int8Form(model), model.AfterQuantization, model.SizeRatio);
            PrintPublished(protocol.Name, model);
        }

        PrintCostOfInt8(done);
        return ExitCode.Done;
    }

    private static void PrintCostOfInt8(List<ModelComparison> models)
    {
        ModelComparison worse = models.MaxBy(model => model.AreaLoss)!;
        ModelComparison larger = models.MaxBy(model => model.SizeRatio)!;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"int8 against float: AUC loss at most {worse.AreaLoss:0.0000} ({worse.Model.Recipe.Model}), "
            + $"size ratio at most {larger.SizeRatio:0.000} ({larger.Model.Recipe.Model})"));
    }

    private static string Int8Form(ModelComparison model) =>
        model.Model.Recipe.Int8Epochs > 0 ? "tuned" : "int8";

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

    private static void PrintPublished(string protocol, ModelComparison model)
    {
        string name = model.Model.Recipe.Model;
        if (SeedFigures.Of(protocol, name) is not { } seed)
        {
            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-25}  seed           {seed.Accuracy,8:0.0000}  {seed.Precision,9:0.0000}  "
            + $"{seed.Recall,6:0.0000}  {seed.F1,6:0.0000}  {seed.NormalMean,11:0.0000}  {seed.Gap,7:0.0000}")
            .TrimEnd());
        if (seed.Recall is { } recall)
        {
            PrintAtRecall(name, "float", model.BeforeQuantization.AtRecall(recall));
            PrintAtRecall(name, "int8", model.AfterQuantization.AtRecall(recall));
        }
    }

    /// <summary>Where the threshold gives the seed's recall, so that the rest can be compared.</summary>
    private static void PrintAtRecall(string name, string form, Confusion c) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-25}  {form,-5}          {c.Accuracy,8:0.0000}  {c.Precision,9:0.0000}  "
            + $"{c.Recall:0.0000}  {c.F1:0.0000}  at the seed's recall"));
}
