using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Training.Fitting;

/// <summary>A model as an ONNX file, run by ONNX Runtime just as the device will.</summary>
public sealed record ExportedModel
{
    /// <summary>Beats per call when many are to be reconstructed.</summary>
    private const int ChunkRows = 64;

    private readonly FittedModel _model;
    private readonly byte[] _onnx;
    private readonly int _rowsPerCall;

    /// <param name="model">What it was made from.</param>
    /// <param name="onnx">The file's content.</param>
    /// <param name="isDynamic">
    /// Whether activations are quantized as they come. The range is then that of all beats of a call, so
    /// only beats one by one, as the device has them, tell what the device will see: with 64 at a time an
    /// abnormal neighbour cost residual-lstm-ae half a percent of accuracy.
    /// </param>
    internal ExportedModel(FittedModel model, byte[] onnx, bool isDynamic)
    {
        _model = model;
        _onnx = onnx;
        _rowsPerCall = isDynamic ? 1 : ChunkRows;
    }

    /// <summary>The content of <c>model.onnx</c>.</summary>
    public ReadOnlyMemory<byte> Onnx => _onnx;

    /// <summary>
    /// Reconstructions by the weights this was made from, in single precision, against their difference from
    /// these, on training beats.
    /// </summary>
    public double SignalToNoiseDecibels { get; init; }

    /// <summary>Reconstructions, [beats.Rows, beats.Samples].</summary>
    public float[] Reconstruct(BeatMatrix beats)
    {
        int rows = _rowsPerCall;
        using Autoencoder autoencoder = new(_onnx, _model.Architecture, beats.Samples, rows);
        float[] reconstructions = new float[beats.Values.Length];
        for (int first = 0; first < beats.Rows; first += rows)
        {
            int at = first * beats.Samples;
            int count = Math.Min(rows, beats.Rows - first) * beats.Samples;
            autoencoder.Reconstruct(beats.Values.Slice(at, count), reconstructions.AsSpan(at, count));
        }

        return reconstructions;
    }

    /// <summary>One score per beat, as the device would give it.</summary>
    public float[] Scores(BeatMatrix beats) =>
        BeatScores.Of(_model.Recipe.Score, beats, Reconstruct(beats), _model.PositionWeights);

    /// <summary>Beat by beat, as the device calls it.</summary>
    /// <param name="beats">Gone through again and again.</param>
    /// <param name="time">The clock.</param>
    public BeatLatency LatencyPerBeat(BeatMatrix beats, TimeProvider time)
    {
        const int WarmUpCalls = 20;
        const int MeasuredCalls = 300;
        using Autoencoder autoencoder = new(_onnx, _model.Architecture, beats.Samples, maxRows: 1);
        float[] reconstruction = new float[beats.Samples];
        float[] microseconds = new float[MeasuredCalls];
        for (int call = -WarmUpCalls; call < MeasuredCalls; call++)
        {
            ReadOnlySpan<float> beat = beats.Row((call + WarmUpCalls) % beats.Rows);
            long start = time.GetTimestamp();
            autoencoder.Reconstruct(beat, reconstruction);
            microseconds[Math.Max(call, 0)] = (float)time.GetElapsedTime(start).TotalMicroseconds;
        }

        return new BeatLatency(Quantile.Of(microseconds, 0.5), Quantile.Of(microseconds, 0.99));
    }

    /// <summary>The threshold for this file's own scores, from the training beats.</summary>
    public ModelThreshold Threshold() => _model.ThresholdOf(this);

    /// <summary>Writes the package folder, at once or not at all.</summary>
    /// <param name="folder">Replaced if it exists.</param>
    /// <param name="origin">What the trainer knows beyond the model itself.</param>
    public ModelPackage WritePackage(string folder, PackageOrigin origin)
    {
        ModelManifest manifest = new()
        {
            SchemaVersion = ModelManifest.CurrentSchemaVersion,
            ModelId = ModelPackage.HashOf(_onnx),
            Architecture = _model.Architecture,
            InputSampleRateHz = origin.Input.SampleRateHz,
            WindowBeforeMs = origin.Input.WindowBeforeMs,
            WindowAfterMs = origin.Input.WindowAfterMs,
            Samples = origin.Input.Samples,
            Normalisation = origin.Normalisation,
            Output = "reconstruction",
            Error = _model.Recipe.Score,
            PositionWeights = _model.PositionWeights.ToArray(),
            Thresholds = [Threshold()],
            TrainingData = origin.TrainingData,
            Seed = _model.Recipe.Seed,
            MetricsBeforeQuantization = origin.MetricsBeforeQuantization,
            MetricsAfterQuantization = origin.MetricsAfterQuantization,
            DataLicence = origin.DataLicence,
        };
        return ModelPackage.Write(folder, manifest, _onnx);
    }
}
