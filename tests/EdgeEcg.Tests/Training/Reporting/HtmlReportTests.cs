using EdgeEcg.Tests.Testing;
using EdgeEcg.Tests.Training.Fitting;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;
using EdgeEcg.Training.Reporting;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Training.Reporting;

public sealed class HtmlReportTests
{
    [Fact]
    public void A_report_has_every_picture_of_every_model_and_needs_nothing_from_elsewhere()
    {
        Protocol protocol = Toy(Ecg5000Protocol.SrlAe, ThresholdSource.TestLabelsNearRule);
        ModelComparison[] models =
            [Run(ModelCatalog.LstmAe, protocol), Run(ModelCatalog.SparseLstmAe, protocol)];

        string page = HtmlReport.Write(protocol, models);

        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        foreach (string caption in (string[])
            [
                "Loss", "Errors of test beats", "Receiver operating characteristic",
                "Precision and recall", "Error of normal beats and weight, by position",
                "Best normal beat", "Random abnormal beat", "Worst abnormal beat",
            ])
        {
            Assert.Equal(models.Length, Count(page, $"<figcaption>{caption}"));
        }

        // Once with its model, and once in experiment 2.
        Assert.Equal(2 * models.Length, Count(page, "<figcaption>Latent space, principal components"));
        Assert.Equal(2 * models.Length, Count(page, "<figcaption>Latent space, t-SNE"));
        Assert.Contains("Experiment 2", page, StringComparison.Ordinal);
        Assert.Contains("<td>0.987</td>", page, StringComparison.Ordinal);
        Assert.Contains("optimistic", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1200)]
    [InlineData(ColorScheme.Dark, 1200)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Anybody_can_read_it_and_a_browser_has_no_complaint(ColorScheme scheme, int width)
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        Protocol protocol = Toy(Ecg5000Protocol.SrlAe, ThresholdSource.TestLabelsNearRule);
        string file = folder.File("report.html");
        File.WriteAllText(file, HtmlReport.Write(
            protocol, [Run(ModelCatalog.LstmAe, protocol), Run(ModelCatalog.SparseLstmAe, protocol)]));
        IPage page = await browser.Visit("about:blank", new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        BrowserComplaints complaints = new(page);

        await page.GotoAsync(new Uri(file).AbsoluteUri);

        int tooWide = await page.EvaluateAsync<int>(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.Equal(0, tooWide);
        complaints.AssertNone("");
        await Accessibility.AssertClean(page);
    }

    [Fact]
    public async Task Pictures_of_beats_scored_wrong_are_as_clean()
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        ErrorPictures pictures = new("Record <208>: beats scored wrong worst", samplesPerLead: 3);
        pictures.Heading("Normal beats with the highest scores");
        pictures.Beat("12.0 s Normal score 2.00; Shape 1.0", [0, 1, 0, 0, -1, 0], [0, 0.9f, 0, 0, -0.8f, 0]);
        string file = folder.File("errors.html");
        File.WriteAllText(file, pictures.ToHtml());
        IPage page = await browser.Visit("about:blank", new() { ColorScheme = ColorScheme.Dark });
        BrowserComplaints complaints = new(page);

        await page.GotoAsync(new Uri(file).AbsoluteUri);

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Record <208>");
        complaints.AssertNone("");
        await Accessibility.AssertClean(page);
    }

    [Fact]
    public void Where_the_seed_tells_its_recall_ours_is_shown_at_that_recall_too()
    {
        Protocol protocol = Toy(Ecg5000Protocol.WeightedDense, ThresholdSource.TestLabelsYouden);

        string page = HtmlReport.Write(protocol, [Run(ModelCatalog.WeightedDense, protocol)]);

        Assert.Contains("<td>0.972</td><td>0.956</td>", page, StringComparison.Ordinal);
        Assert.Contains("int8 at that recall", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_honest_protocol_is_not_called_optimistic_and_has_no_experiments()
    {
        Protocol protocol = Toy(Ecg5000Protocol.Ucr, ThresholdSource.TrainingNormals);

        string page = HtmlReport.Write(protocol, [Run(ModelCatalog.PlainDense, protocol)]);

        Assert.DoesNotContain("optimistic", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Experiment", page, StringComparison.Ordinal);
    }

    private static Protocol Toy(string name, ThresholdSource threshold)
    {
        BeatMatrix normal = ToyBeats.Normal(20, seed: 30);
        BeatMatrix abnormal = ToyBeats.Abnormal(20, seed: 31);
        BeatMatrix both = new("test", [.. normal.Values, .. abnormal.Values], ToyBeats.Samples);
        int[] classes = [.. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(2, 20)];
        return new Protocol(
            name,
            ToyBeats.Normal(60, seed: 32),
            ToyBeats.Normal(10, seed: 33),
            new LabelledBeats(both, classes),
            threshold);
    }

    private static ModelComparison Run(string model, Protocol protocol) => ModelComparison.Run(
        new FitRecipe { Model = model, Seed = 1, MaxEpochs = 3, BatchRows = 16, LearningRate = 1e-2 },
        protocol,
        file: null,
        progress: null,
        TimeProvider.System,
        TestContext.Current.CancellationToken);

    private static int Count(string page, string part) => page.Split(part).Length - 1;
}
