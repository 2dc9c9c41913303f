using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Tests.Training.Fitting;

public sealed class RunFileTests : IDisposable
{
    private const int Epochs = 6;

    private readonly TemporaryFolder _folder = new();

    private RunFile File => new(_folder.File("model.run"));

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Models => [.. ModelCatalog.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_run_that_was_interrupted_ends_with_the_bytes_of_one_that_was_not(string model)
    {
        FitRecipe recipe = Recipe(model);
        byte[] whole = Run(recipe, file: null).ToFloatOnnx().Onnx.ToArray();

        Assert.Throws<OperationCanceledException>(() => RunUntil(epoch: 2, recipe));
        List<EpochLine> later = [];
        FittedModel resumed = Run(recipe, File, later.Add);

        Assert.Equal(Epochs, resumed.History.Count);
        Assert.Equal(3, later[0].Epoch);
        Assert.Equal(whole, resumed.ToFloatOnnx().Onnx.ToArray());
    }

    [Fact]
    public void A_finished_run_is_read_and_not_trained_again_unless_it_may_go_on_for_longer()
    {
        FitRecipe recipe = Recipe(ModelCatalog.PlainDense);
        FittedModel first = Run(recipe, File);
        List<EpochLine> trained = [];

        FittedModel again = Run(recipe, File, trained.Add);
        FittedModel longer = Run(recipe with { MaxEpochs = Epochs + 2 }, File, trained.Add);

        Assert.Equal(first.ToFloatOnnx().Onnx.ToArray(), again.ToFloatOnnx().Onnx.ToArray());
        Assert.Equal([Epochs + 1, Epochs + 2], trained.Select(line => line.Epoch));
        Assert.Equal(first.History, longer.History.Take(Epochs));
    }

    [Fact]
    public void A_run_of_another_recipe_or_other_beats_is_refused()
    {
        FitRecipe recipe = Recipe(ModelCatalog.PlainDense);
        Run(recipe, File);

        Assert.Contains("the run is of another recipe or other beats", Refusal(recipe with { Seed = 2 }));
        Assert.Contains("the run is of another recipe or other beats", Refusal(recipe, beatsSeed: 4));
    }

    [Theory]
    [InlineData(0, "the content is something else, expected a run of edgeecg-train")]
    [InlineData(8, "the format version is 254, expected 1")]
    [InlineData(200, "the SHA-256 is not that of the content")]
    public void A_damaged_or_newer_file_is_refused_in_one_sentence(int at, string sentence)
    {
        FitRecipe recipe = Recipe(ModelCatalog.PlainDense);
        Run(recipe, File);
        byte[] content = System.IO.File.ReadAllBytes(File.Path);
        content[at] ^= 0xFF;
        System.IO.File.WriteAllBytes(File.Path, content);

        Assert.Contains(sentence, Refusal(recipe));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        FitRecipe recipe = Recipe(ModelCatalog.PlainDense);
        Run(recipe, File);
        byte[] content = System.IO.File.ReadAllBytes(File.Path);

        foreach (int length in new[] { 0, 7, 11, 43, 75, 200, content.Length - 1 })
        {
            System.IO.File.WriteAllBytes(File.Path, content[..length]);
            Assert.StartsWith(File.Path, Refusal(recipe));
        }
    }

    private string Refusal(FitRecipe recipe, int beatsSeed = 3) =>
        Assert.Throws<BadRunFileException>(() => Run(recipe, File, beatsSeed: beatsSeed)).Message;

    private static FitRecipe Recipe(string model) =>
        new() { Model = model, Seed = 1, MaxEpochs = Epochs, BatchRows = 16, LearningRate = 3e-3 };

    private static FittedModel Run(
        FitRecipe recipe, RunFile? file, Action<EpochLine>? report = null, int beatsSeed = 3) => Fit.Run(
        recipe,
        ToyBeats.Normal(40, beatsSeed),
        file,
        report is null ? null : new Listener(report),
        TimeProvider.System,
        TestContext.Current.CancellationToken);

    /// <summary>Time stands still but for ten seconds per epoch, so that every epoch is kept.</summary>
    private void RunUntil(int epoch, FitRecipe recipe)
    {
        using CancellationTokenSource interrupt = new();
        ManualTimeProvider time = new();
        Listener listener = new(line =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            if (line.Epoch == epoch)
            {
                interrupt.Cancel();
            }
        });
        Fit.Run(recipe, ToyBeats.Normal(40, 3), File, listener, time, interrupt.Token);
    }

    private sealed class Listener(Action<EpochLine> report) : IProgress<EpochLine>
    {
        public void Report(EpochLine value) => report(value);
    }
}
