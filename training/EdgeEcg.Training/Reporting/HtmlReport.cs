using System.Net;
using System.Text;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.Metrics;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Training.Reporting;

/// <summary>
/// A comparison as one HTML file that needs nothing else: tables and diagrams, to be read offline, on a phone
/// or on paper.
/// </summary>
public sealed class HtmlReport
{
    private const string StyleResource = "EdgeEcg.Training.Reporting.report.css";

    private readonly Protocol _protocol;
    private readonly IReadOnlyList<ModelComparison> _models;
    private readonly StringBuilder _page = new();

    private HtmlReport(Protocol protocol, IReadOnlyList<ModelComparison> models)
    {
        _protocol = protocol;
        _models = models;
    }

    /// <param name="protocol">What the models were compared under.</param>
    /// <param name="models">At least one.</param>
    /// <returns>The whole page.</returns>
    public static string Write(Protocol protocol, IReadOnlyList<ModelComparison> models)
    {
        ArgumentOutOfRangeException.ThrowIfZero(models.Count, nameof(models));
        HtmlReport report = new(protocol, models);
        report.Head();
        report.Results();
        report.Experiments();
        foreach (ModelComparison model in models)
        {
            report.Model(model);
        }

        report._page.Append(PageHead.End);
        return report._page.ToString();
    }

    private void Head()
    {
        string title = $"EdgeEcg models under protocol {_protocol.Name}";
        _page.Append(PageHead.Of(title, Style()));
        bool spared = !ReferenceEquals(_protocol.Validation, _protocol.Training);
        string choosing = spared ? $"{_protocol.Validation.Rows} others" : "the same";
        Append($"<p>Trained on {_protocol.Training.Rows} normal beats, epoch chosen by {choosing}, ");
        Append($"tested on {_protocol.Test.Beats.Rows} beats, ");
        Append($"{_protocol.Test.IsAbnormal.Count(abnormal => abnormal)} of them abnormal. Not a medical ");
        Append($"device; nothing here is for diagnosis.</p>\n");
        if (_protocol.IsOptimistic)
        {
            Append($"<p class=\"note\">The threshold of this protocol sees the labels of the test beats, ");
            Append($"as published. Accuracy, precision, recall and F1 are optimistic, the area is not.");
            _page.Append("</p>\n");
        }

        _page.Append("<nav>");
        foreach (ModelComparison model in _models)
        {
            Append($"<a href=\"#{Name(model)}\">{Name(model)}</a>");
        }

        _page.Append("</nav>\n");
    }

    private void Results()
    {
        _page.Append("<h2>Float against int8</h2>\n<p>Normal counts as positive. Latency is of one beat in ");
        _page.Append("ONNX Runtime on one thread of the machine that wrote this.</p>\n");
        OpenTable("Float against int8");
        _page.Append("<thead><tr><th>model</th><th>form</th><th>AUC</th><th>accuracy</th>");
        _page.Append("<th>precision</th><th>recall</th><th>F1</th><th>normal mean</th>");
        _page.Append("<th>gap</th><th>bytes</th>");
        _page.Append("<th>of float</th><th>p50 µs</th><th>p99 µs</th><th>epoch</th></tr></thead>\n");
        foreach (ModelComparison model in _models)
        {
            Row(model, "float", model.BeforeQuantization, 1);
            string int8 = model.Model.Recipe.Int8Epochs > 0 ? "int8, tuned" : "int8";
            Row(model, int8, model.AfterQuantization, model.SizeRatio);
            Published(model);
        }

        _page.Append("</table></div>\n");
    }

    private void Published(ModelComparison model)
    {
        if (SeedFigures.Of(_protocol.Name, Name(model)) is not { } seed)
        {
            return;
        }

        Append($"<tr class=\"seed\"><td>{Name(model)}</td><td>published</td><td></td>");
        Append($"<td>{seed.Accuracy:0.000}</td><td>{seed.Precision:0.000}</td>");
        Append($"<td>{seed.Recall:0.000}</td><td>{seed.F1:0.000}</td>");
        Append($"<td>{seed.NormalMean:0.000}</td><td>{seed.Gap:0.000}</td>");
        Append($"<td></td><td></td><td></td><td></td><td></td></tr>\n");
        if (seed.Recall is { } recall)
        {
            Confusion ours = model.AfterQuantization.AtRecall(recall);
            Append($"<tr><td>{Name(model)}</td><td>int8 at that recall</td><td></td>");
            Append($"<td>{ours.Accuracy:0.0000}</td><td>{ours.Precision:0.0000}</td>");
            Append($"<td>{ours.Recall:0.0000}</td><td>{ours.F1:0.0000}</td>");
            Append($"<td></td><td></td><td></td><td></td><td></td><td></td><td></td></tr>\n");
        }
    }

    // Wider than a phone: it scrolls by itself, for the keyboard too.
    private void OpenTable(string name)
    {
        Append($"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\">");
        _page.Append("<table>\n");
    }

    private void Row(ModelComparison model, string form, ComparisonFigures figures, double ratio)
    {
        Append($"<tr><td>{Name(model)}</td><td>{form}</td><td>{figures.Area:0.0000}</td>");
        Append($"<td>{figures.Confusion.Accuracy:0.0000}</td><td>{figures.Confusion.Precision:0.0000}</td>");
        Append($"<td>{figures.Confusion.Recall:0.0000}</td><td>{figures.Confusion.F1:0.0000}</td>");
        Append($"<td>{figures.NormalMean:0.000}</td><td>{figures.Gap:0.000}</td>");
        Append($"<td>{figures.FileBytes}</td><td>{ratio:0.000}</td>");
        Append($"<td>{figures.Latency.P50Microseconds:0.0}</td>");
        Append($"<td>{figures.Latency.P99Microseconds:0.0}</td><td>{model.Model.BestEpoch} of ");
        Append($"{model.Model.History.Count}</td></tr>\n");
    }

    /// <summary>The three experiments of SRL-AE, as far as their models are here.</summary>
    private void Experiments()
    {
        Experiment(
            "Experiment 1: where the residual goes",
            [ModelCatalog.ResidualBoth, ModelCatalog.ResidualEncoder, ModelCatalog.ResidualDecoder]);
        SparsityExperiment();
        Experiment(
            "Experiment 3: the four models",
            [
                ModelCatalog.LstmAe, ModelCatalog.ResidualDecoder, ModelCatalog.SparseLstmAe,
                ModelCatalog.SrlAe,
            ]);
    }

    private void Experiment(string title, string[] names)
    {
        ModelComparison[] members = [.. _models.Where(model => names.Contains(Name(model)))];
        if (members.Length == 0 || _protocol.Name != Ecg5000Protocol.SrlAe)
        {
            return;
        }

        Append($"<h2>{title}</h2>\n");
        OpenTable(title);
        _page.Append("<thead><tr><th>model</th><th>form</th><th>accuracy</th><th>F1</th>");
        _page.Append("<th>normal loss mean</th><th>loss gap</th></tr></thead>\n");
        foreach (ModelComparison model in members)
        {
            ExperimentRow(Name(model), "ours, float", model.BeforeQuantization);
            ExperimentRow(Name(model), "ours, int8", model.AfterQuantization);
            if (SeedFigures.Of(_protocol.Name, Name(model)) is { } seed)
            {
                Append($"<tr class=\"seed\"><td>{Name(model)}</td><td>published</td>");
                Append($"<td>{seed.Accuracy:0.000}</td><td>{seed.F1:0.000}</td>");
                Append($"<td>{seed.NormalMean:0.000}</td><td>{seed.Gap:0.000}</td></tr>\n");
            }
        }

        _page.Append("</table></div>\n");
    }

    private void ExperimentRow(string name, string form, ComparisonFigures figures)
    {
        Append($"<tr><td>{name}</td><td>{form}</td><td>{figures.Confusion.Accuracy:0.000}</td>");
        Append($"<td>{figures.Confusion.F1:0.000}</td><td>{figures.NormalMean:0.000}</td>");
        Append($"<td>{figures.Gap:0.000}</td></tr>\n");
    }

    private void SparsityExperiment()
    {
        ModelComparison? plain = _models.FirstOrDefault(model => Name(model) == ModelCatalog.LstmAe);
        ModelComparison? sparse = _models.FirstOrDefault(model => Name(model) == ModelCatalog.SparseLstmAe);
        if (plain is null || sparse is null)
        {
            return;
        }

        _page.Append("<h2>Experiment 2: the latent space without and with sparsity</h2>\n");
        foreach (ModelComparison model in new[] { plain, sparse })
        {
            ModelPictures pictures = new(model, _protocol);
            Append($"<h3>{Name(model)}</h3>\n<div class=\"figures\">\n");
            Append($"{pictures.LatentByPrincipalComponents()}{pictures.LatentByTsne()}</div>\n");
        }
    }

    private void Model(ModelComparison model)
    {
        ModelPictures pictures = new(model, _protocol);
        Append($"<section id=\"{Name(model)}\">\n<h2>{Name(model)}</h2>\n");
        Append($"<p>{WebUtility.HtmlEncode(model.Model.Architecture)}, {model.Model.TrainedWeights} ");
        Append($"trained weights, {model.Model.History.Count} epochs, ");
        Append($"the best was {model.Model.BestEpoch}; ");
        Append($"threshold {model.BeforeQuantization.Threshold:0.0000} in float, ");
        Append($"{model.AfterQuantization.Threshold:0.0000} in int8.</p>\n<div class=\"figures\">\n");
        Append($"{pictures.Losses()}{pictures.Errors()}{pictures.Roc()}{pictures.PrecisionRecall()}");
        Append($"{pictures.Positions()}");
        Append($"{pictures.LatentByPrincipalComponents()}{pictures.LatentByTsne()}");
        foreach (SvgPlot beat in pictures.Beats())
        {
            Append($"{beat}");
        }

        _page.Append("</div>\n</section>\n");
    }

    private static string Name(ModelComparison model) => model.Model.Recipe.Model;

    /// <summary>The report's style sheet.</summary>
    internal static string Style()
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(StyleResource)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private void Append(FormattableString text) => _page.Append(FormattableString.Invariant(text));
}
