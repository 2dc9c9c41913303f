using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Onnx;
using EdgeEcg.Training.Onnx.Schema;
using EdgeEcg.Training.Quantization;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// A float autoencoder from elsewhere, as ONNX, made fit for the device: batch norm folded, input and output
/// those of a package, int8 after calibration. Every step is checked by running it.
/// </summary>
public sealed class ForeignModel
{
    /// <summary>Beats by which the batch size is seen to be free.</summary>
    private const int TrialRows = 3;

    private const int ChunkRows = 64;

    private readonly string _file;
    private readonly Model _model;

    private ForeignModel(string file, Model model, int folded, int samples)
    {
        _file = file;
        _model = model;
        FoldedBatchNorms = folded;
        Samples = samples;
        FloatOnnx = model.ToByteArray();
    }

    /// <summary>Name for the package: that of the graph, or else of the file.</summary>
    public string Architecture => _model.Graph.Name.Length > 0
        ? _model.Graph.Name
        : Path.GetFileNameWithoutExtension(_file);

    public int FoldedBatchNorms { get; }

    public int Samples { get; }

    /// <summary>The folded model in single precision, float [beats, samples] in and out.</summary>
    public ReadOnlyMemory<byte> FloatOnnx { get; }

    /// <param name="file">ONNX, operator set 13 to 21.</param>
    /// <param name="samples">Values per beat.</param>
    /// <exception cref="BadModelException">
    /// The file is broken, is no autoencoder of such beats, or has unsupported operators, all of them named.
    /// </exception>
    public static ForeignModel Read(string file, int samples)
    {
        Model model = OnnxModelReader.Read(file);
        GemmForm.Apply(model.Graph);
        int folded = BatchNormFolding.Apply(model.Graph);
        BeatPorts.Apply(file, model.Graph, samples);
        GraphIndex.DropUnread(model.Graph);
        ForeignModel foreign = new(file, model, folded, samples);
        foreign.CheckBatch();
        return foreign;
    }

    /// <summary>Reconstructions by the float model, or by an int8 one made of it, [beats].</summary>
    public float[] Reconstruct(ReadOnlyMemory<byte> onnx, BeatMatrix beats)
    {
        using Autoencoder autoencoder = new(onnx.ToArray(), _file, Samples, ChunkRows);
        float[] reconstructions = new float[beats.Values.Length];
        for (int first = 0; first < beats.Rows; first += ChunkRows)
        {
            int at = first * Samples;
            int count = Math.Min(ChunkRows, beats.Rows - first) * Samples;
            autoencoder.Reconstruct(beats.Values.Slice(at, count), reconstructions.AsSpan(at, count));
        }

        return reconstructions;
    }

    /// <summary>The int8 form; its reconstructions are compared with the float model's.</summary>
    /// <param name="beats">Normal beats for the ranges of the activations.</param>
    /// <param name="decibels">Float reconstructions against their difference from int8.</param>
    /// <exception cref="BadModelException">int8 leaves too little of this model.</exception>
    public byte[] ToInt8(
        BeatMatrix beats, CalibrationMethod method, WeightRange range, out double decibels)
    {
        string[] tensors = QdqInsertion.ActivationsOf(_model.Graph);
        AffineQuantization[] chosen = ForeignCalibration.Of(_model, tensors, beats, method);
        Model int8 = _model.Clone();
        QdqInsertion.Apply(
            int8, range, tensors.Zip(chosen).ToDictionary(pair => pair.First, pair => pair.Second));
        byte[] onnx = int8.ToByteArray();
        decibels = ExportCheck.SignalToNoise(Reconstruct(FloatOnnx, beats), Reconstruct(onnx, beats));
        if (!(decibels >= ExportCheck.SmallestInt8Decibels))
        {
            throw new BadModelException(
                _file, "the int8 model", $"only {decibels:0.0} dB above its error",
                $"at least {ExportCheck.SmallestInt8Decibels} dB");
        }

        return onnx;
    }

    /// <summary>Several beats at once must give what each gives alone.</summary>
    private void CheckBatch()
    {
        const float tolerance = 1e-4f;
        try
        {
            using Autoencoder autoencoder = new(FloatOnnx.ToArray(), _file, Samples, TrialRows);
            float[] beats = new float[TrialRows * Samples];
            for (int i = 0; i < beats.Length; i++)
            {
                beats[i] = MathF.Sin(i * i * 0.01f);
            }

            float[] together = new float[beats.Length];
            autoencoder.Reconstruct(beats, together);
            float[] alone = new float[Samples];
            for (int row = 0; row < TrialRows; row++)
            {
                autoencoder.Reconstruct(beats.AsSpan(row * Samples, Samples), alone);
                float[] same = together[(row * Samples)..((row + 1) * Samples)];
                if (alone.Zip(same).Any(pair => !(MathF.Abs(pair.First - pair.Second) <= tolerance)))
                {
                    throw BatchNotFree("beats that change each other, or numbers that are none", null);
                }
            }
        }
        catch (OnnxRuntimeException refused)
        {
            throw BatchNotFree(
                $"refused by ONNX Runtime ({refused.Message.ReplaceLineEndings(" ")})", refused);
        }
    }

    private BadModelException BatchNotFree(string found, Exception? cause) =>
        new(_file, $"a run with {TrialRows} beats", found, "reconstructions beat by beat", cause);
}
