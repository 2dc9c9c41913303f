using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// All that changes while a model is trained, after some whole number of epochs: what a
/// <see cref="RunFile"/> holds.
/// </summary>
internal sealed class FitState : IDisposable
{
    private readonly FitRecipe _recipe;
    private readonly TrainingRun _run;
    private readonly PlateauSchedule _schedule;
    private readonly List<EpochLine> _history = [];

    public FitState(FitRecipe recipe, Network network, BeatMatrix training, BeatMatrix validation)
        : this(recipe, network, training, validation, network.InitialWeights(recipe.Seed))
    {
    }

    private FitState(
        FitRecipe recipe, Network network, BeatMatrix training, BeatMatrix validation, float[] weights)
    {
        _recipe = recipe;
        _run = new TrainingRun(recipe, network, training, validation, weights);
        _schedule = new PlateauSchedule(
            recipe.LearningRate, recipe.PlateauEpochs, recipe.LowestLearningRate);
        Best = new BestWeights(network.Layout.Count, recipe.PatienceEpochs);
    }

    /// <summary>
    /// From weights that are trained already, and that count as the best as long as no epoch is better.
    /// </summary>
    public static FitState From(
        FitRecipe recipe, Network network, BeatMatrix training, BeatMatrix validation, float[] trained)
    {
        FitState state = new(recipe, network, training, validation, [.. trained]);
        state.Best.Report(epoch: 0, state._run.ValidationLoss(), trained);
        return state;
    }

    public BestWeights Best { get; }

    public IReadOnlyList<EpochLine> History => _history;

    public bool IsFinished => _history.Count >= _recipe.MaxEpochs || Best.IsExhausted;

    /// <summary>Time trained so far, over all interruptions.</summary>
    public TimeSpan Elapsed => _history.Count > 0 ? _history[^1].Elapsed : TimeSpan.Zero;

    /// <summary>
    /// Of everything that decides what the weights become: two runs that may share a file have the same one.
    /// The most epochs are not part of it, so a run can be told to go on for longer.
    /// </summary>
    public static byte[] FingerprintOf(
        FitRecipe recipe, Network network, BeatMatrix training, BeatMatrix validation)
    {
        string words = string.Create(
            CultureInfo.InvariantCulture,
            $"{network.Architecture} {network.Layout.Count} {recipe.Seed} {recipe.BatchRows} {recipe.Loss} "
            + $"{recipe.LearningRate} {recipe.WeightDecay} {recipe.PlateauEpochs} "
            + $"{recipe.LowestLearningRate} {recipe.GradientLimit} {training.Samples}{Engine(recipe)}");
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(words));
        hash.AppendData(MemoryMarshal.AsBytes(training.Values));
        hash.AppendData(MemoryMarshal.AsBytes(validation.Values));
        return hash.GetHashAndReset();
    }

    /// <param name="elapsed">Gives the time trained so far.</param>
    /// <param name="cancellation">Ends the epoch between two batches; the state is then of no use.</param>
    public EpochLine TrainEpoch(Func<TimeSpan> elapsed, CancellationToken cancellation)
    {
        int epoch = _history.Count + 1;
        double learningRate = _schedule.LearningRate;
        (double trainingLoss, double gradientLength) = _run.TrainEpoch(learningRate, cancellation);
        double validationLoss = _run.ValidationLoss();
        EpochLine line = new(epoch, trainingLoss, validationLoss, learningRate, gradientLength, elapsed());
        _history.Add(line);
        _schedule.Report(validationLoss);
        Best.Report(epoch, validationLoss, _run.Weights);
        return line;
    }

    public void Dispose() => _run.Dispose();

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_history.Count);
        foreach (EpochLine line in _history)
        {
            writer.Write(line.TrainingLoss);
            writer.Write(line.ValidationLoss);
            writer.Write(line.LearningRate);
            writer.Write(line.GradientLength);
            writer.Write(line.Elapsed.Ticks);
        }

        _schedule.WriteTo(writer);
        Best.WriteTo(writer);
        _run.WriteTo(writer);
    }

    public void ReadFrom(BinaryReader reader)
    {
        int epochs = reader.ReadInt32();
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            _history.Add(new EpochLine(
                epoch,
                reader.ReadDouble(),
                reader.ReadDouble(),
                reader.ReadDouble(),
                reader.ReadDouble(),
                TimeSpan.FromTicks(reader.ReadInt64())));
        }

        _schedule.ReadFrom(reader);
        Best.ReadFrom(reader);
        _run.ReadFrom(reader);
    }

    // Runs that were kept before there was a choice of engines are of the trainer's own.
    private static string Engine(FitRecipe recipe) =>
        recipe.Engine is OwnEngine ? "" : " " + recipe.Engine.Name;
}
