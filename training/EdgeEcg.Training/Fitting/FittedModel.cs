using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Onnx;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// A trained model in single precision, with the beats it was trained on still at hand to calibrate int8 by.
/// </summary>
public sealed class FittedModel
{
    /// <summary>Beats per call when many are to be reconstructed.</summary>
    private const int ChunkRows = 64;

    private readonly BeatMatrix _training;
    private readonly float[] _positionWeights;
    private readonly float[] _int8Weights;

    internal FittedModel(
        FitRecipe recipe,
        Network network,
        float[] weights,
        IReadOnlyList<EpochLine> history,
        int bestEpoch,
        BeatMatrix training)
    {
        Recipe = recipe;
        Network = network;
        Weights = weights;
        History = history;
        BestEpoch = bestEpoch;
        _training = training;
        _int8Weights = weights;
        _positionWeights = ErrorWeights.Of(recipe.Weighting, training, Reconstruct(training));
    }

    private FittedModel(FittedModel other, float[] int8Weights, float[] positionWeights)
    {
        Recipe = other.Recipe;
        Network = other.Network;
        Weights = other.Weights;
        History = other.History;
        BestEpoch = other.BestEpoch;
        _training = other._training;
        _int8Weights = int8Weights;
        _positionWeights = positionWeights;
    }

    public FitRecipe Recipe { get; }

    public IReadOnlyList<EpochLine> History { get; }

    /// <summary>The epoch whose weights these are.</summary>
    public int BestEpoch { get; }

    public string Architecture => Network.Architecture;

    /// <summary>Weights the optimiser moves.</summary>
    public int TrainedWeights =>
        Network.Layout.Slices.Where(slice => slice.Role is WeightRole.Trained).Sum(slice => slice.Count);

    /// <summary>One per sample, mean 1.</summary>
    public ReadOnlySpan<float> PositionWeights => _positionWeights;

    internal Network Network { get; }

    internal float[] Weights { get; }

    /// <summary>Reconstructions, [beats.Rows, beats.Samples].</summary>
    public float[] Reconstruct(BeatMatrix beats) => Reconstruct(beats, Weights);

    private float[] Reconstruct(BeatMatrix beats, float[] weights)
    {
        NetworkPass pass = new(
            Network, weights, ChunkRows, training: false, new Crew(Recipe.Workers), Recipe.Seed);
        float[] reconstructions = new float[beats.Values.Length];
        for (int first = 0; first < beats.Rows; first += ChunkRows)
        {
            int rows = Math.Min(ChunkRows, beats.Rows - first);
            int at = first * beats.Samples;
            int count = rows * beats.Samples;
            pass.Forward(
                beats.Values.Slice(at, count), rows, reconstructions.AsSpan(at, count), training: false);
        }

        return reconstructions;
    }

    /// <summary>One score per beat, by the recipe's measure and these position weights.</summary>
    public float[] Scores(BeatMatrix beats) =>
        BeatScores.Of(Recipe.Score, beats, Reconstruct(beats), _positionWeights);

    /// <summary>The threshold of the float model, from the training beats.</summary>
    public ModelThreshold Threshold() => Recipe.Threshold.Apply(Scores(_training), "training normals");

    /// <summary>
    /// The model in ONNX, single precision; checked against this one before it is returned.
    /// </summary>
    public ExportedModel ToFloatOnnx() => Checked(
        new ExportedModel(this, FloatExport.Write(Network, Weights), isDynamic: false),
        Weights,
        ExportCheck.SmallestFloatDecibels);

    /// <summary>
    /// The model in ONNX, int8; run against its weights in single precision before it is returned.
    /// </summary>
    public ExportedModel ToInt8Onnx() => ToInt8Onnx(Recipe.Calibration, Recipe.Weights);

    /// <inheritdoc cref="ToInt8Onnx()"/>
    /// <param name="calibration">Of activations; a recurrent model has none that is known beforehand.</param>
    /// <param name="range">Of weights.</param>
    public ExportedModel ToInt8Onnx(CalibrationMethod calibration, WeightRange range)
    {
        byte[] onnx = Int8Export.Write(Network, _int8Weights, _training, calibration, range);
        ExportedModel exported = new(this, onnx, isDynamic: Network.Input.Steps > 1);
        return Checked(exported, _int8Weights, ExportCheck.SmallestInt8Decibels);
    }

    /// <summary>
    /// What the narrowest layer makes of each beat, [beats.Rows, its values]: the latent vectors.
    /// </summary>
    public BeatMatrix LatentVectors(BeatMatrix beats)
    {
        int narrowest = Network.Layers.Select((layer, i) => (layer.Output.Values, i)).Min().i;
        int width = Network.Layers[narrowest].Output.Values;
        NetworkPass pass = new(
            Network, Weights, ChunkRows, training: false, new Crew(Recipe.Workers), Recipe.Seed);
        float[] vectors = new float[beats.Rows * width];
        float[] reconstructions = new float[ChunkRows * beats.Samples];
        for (int first = 0; first < beats.Rows; first += ChunkRows)
        {
            int rows = Math.Min(ChunkRows, beats.Rows - first);
            ReadOnlySpan<float> chunk = beats.Values.Slice(first * beats.Samples, rows * beats.Samples);
            pass.Forward(chunk, rows, reconstructions, training: false);
            pass.OutputOf(narrowest).CopyTo(vectors.AsSpan(first * width));
        }

        return new BeatMatrix($"latent vectors of {beats.Name}", vectors, width);
    }

    /// <summary>The same with other weights for its int8 form.</summary>
    internal FittedModel WithInt8Weights(float[] weights) => new(this, weights, _positionWeights);

    /// <summary>The same with position weights from labels, see <see cref="LabelledWeights"/>.</summary>
    internal FittedModel WeightedBy(LabelledBeats beats) =>
        new(this, _int8Weights, LabelledWeights.Of(beats, Reconstruct(beats.Beats)));

    private ExportedModel Checked(ExportedModel exported, float[] weights, double smallestDecibels)
    {
        BeatMatrix sample = Sample(_training);
        double decibels = ExportCheck.SignalToNoise(
            Reconstruct(sample, weights), exported.Reconstruct(sample));
        ExportCheck.Require(Architecture, decibels, smallestDecibels);
        return exported with { SignalToNoiseDecibels = decibels };
    }

    /// <summary>
    /// Training beats spread evenly, enough to see every value range and few enough to be quick.
    /// </summary>
    private static BeatMatrix Sample(BeatMatrix beats)
    {
        const int MaxRows = 500;
        int rows = Math.Min(beats.Rows, MaxRows);
        int[] picked = [.. Enumerable.Range(0, rows).Select(i => (int)((long)i * beats.Rows / rows))];
        return beats.Subset(beats.Name, picked);
    }

    /// <summary>
    /// The training beats' scores as <paramref name="exported"/> gives them, for its own threshold.
    /// </summary>
    internal ModelThreshold ThresholdOf(ExportedModel exported) =>
        Recipe.Threshold.Apply(exported.Scores(_training), "training normals");
}
