using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// The weights on their way: epochs over the training beats, in a new order each time, and the loss on
/// validation beats.
/// </summary>
internal sealed class TrainingRun : IDisposable
{
    private const int ShuffleStream = 4;

    private readonly FitRecipe _recipe;
    private readonly BeatMatrix _training;
    private readonly BeatMatrix _validation;
    private readonly ReconstructionLoss _loss;
    private readonly INetworkPass _pass;
    private readonly AdamW _optimiser;
    private readonly SeededRandom _shuffling;
    private readonly int[] _order;
    private readonly float[] _beats;
    private readonly float[] _reconstructions;
    private readonly float[] _gradient;

    public TrainingRun(
        FitRecipe recipe, Network network, BeatMatrix training, BeatMatrix validation, float[] weights)
    {
        _recipe = recipe;
        _training = training;
        _validation = validation;
        Weights = weights;
        _pass = recipe.Engine.Open(network, Weights, recipe.BatchRows, recipe.Workers, recipe.Seed);
        _loss = new ReconstructionLoss(recipe.Loss, ErrorWeights.Uniform(training.Samples));
        _optimiser = new AdamW(
            network.Layout, AdamWSettings.Default with { WeightDecay = recipe.WeightDecay });
        _shuffling = new SeededRandom(recipe.Seed, ShuffleStream);
        _order = [.. Enumerable.Range(0, training.Rows)];
        _beats = new float[recipe.BatchRows * training.Samples];
        _reconstructions = new float[_beats.Length];
        _gradient = new float[_beats.Length];
    }

    public float[] Weights { get; }

    public (double Loss, double GradientLength) TrainEpoch(
        double learningRate, CancellationToken cancellation)
    {
        _shuffling.Shuffle(_order);
        double loss = 0;
        double gradientLength = 0;
        int batches = 0;
        for (int first = 0; first < _order.Length; first += _recipe.BatchRows)
        {
            cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(_recipe.BatchRows, _order.Length - first);
            Gather(_order.AsSpan(first, rows));
            loss += Step(rows, learningRate, out double length);
            gradientLength += length;
            batches++;
        }

        return (loss / batches, gradientLength / batches);
    }

    public double ValidationLoss()
    {
        double sum = 0;
        int samples = _validation.Samples;
        for (int first = 0; first < _validation.Rows; first += _recipe.BatchRows)
        {
            int rows = Math.Min(_recipe.BatchRows, _validation.Rows - first);
            ReadOnlySpan<float> beats = _validation.Values.Slice(first * samples, rows * samples);
            _pass.Forward(beats, rows, _reconstructions, training: false);
            sum += rows * _loss.Value(beats, _reconstructions, rows);
        }

        return sum / _validation.Rows;
    }

    public void Dispose() => _pass.Dispose();

    private double Step(int rows, double learningRate, out double gradientLength)
    {
        ReadOnlySpan<float> beats = _beats.AsSpan(0, rows * _training.Samples);
        _pass.Forward(beats, rows, _reconstructions, training: true);
        double loss = _loss.Value(beats, _reconstructions, rows) + _pass.Penalty;
        _loss.Gradient(beats, _reconstructions, rows, _gradient);
        _pass.Backward(_gradient);
        gradientLength = GradientClip.ToLength(_pass.WeightGradient, _recipe.GradientLimit);
        _optimiser.Step(Weights, _pass.WeightGradient, learningRate);
        return loss;
    }

    public void WriteTo(BinaryWriter writer)
    {
        StateArrays.Write(writer, Weights);
        StateArrays.Write(writer, _order);
        _optimiser.WriteTo(writer);
        _shuffling.WriteTo(writer);
        _pass.Noise.WriteTo(writer);
    }

    public void ReadFrom(BinaryReader reader)
    {
        StateArrays.Read(reader, Weights);
        StateArrays.Read(reader, _order);
        _optimiser.ReadFrom(reader);
        _shuffling.ReadFrom(reader);
        _pass.Noise.ReadFrom(reader);
    }

    private void Gather(ReadOnlySpan<int> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            _training.Row(rows[i]).CopyTo(_beats.AsSpan(i * _training.Samples));
        }
    }
}
