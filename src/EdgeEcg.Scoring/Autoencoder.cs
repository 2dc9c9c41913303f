using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeEcg.Scoring;

/// <summary>
/// Runs a packaged model: beats in, their reconstructions out. Input and output live in two pinned buffers
/// that ONNX Runtime is bound to once, so a call copies in, runs and copies out, and allocates nothing on the
/// managed heap. Not safe for two threads.
/// </summary>
public sealed class Autoencoder : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly float[] _beats;
    private readonly float[] _reconstructions;
    private readonly OrtValue[] _values;
    private readonly OrtIoBinding[] _bindingOfRowCount;

    /// <param name="package">A loaded package; not kept.</param>
    /// <param name="maxRows">Most beats per call: 1 for one lead, 2 for two.</param>
    /// <exception cref="BadModelException">The graph is not a model, or its shapes are not those of the
    /// manifest.</exception>
    public Autoencoder(ModelPackage package, int maxRows = 1)
        : this(
            package.Onnx.ToArray(),
            Path.Combine(package.Folder, ModelPackage.OnnxFileName),
            package.Manifest.Samples,
            maxRows)
    {
    }

    /// <summary>Runs a graph that is not in a package yet; the trainer checks its exports this way.</summary>
    /// <param name="onnx">The graph: float [-1, samples] in and out.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="samples">Values per beat.</param>
    /// <param name="maxRows">Most beats per call.</param>
    /// <exception cref="BadModelException">The graph is not a model, or its shapes are others.</exception>
    public Autoencoder(byte[] onnx, string file, int samples, int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        Samples = samples;
        MaxRows = maxRows;
        _session = OpenSession(file, onnx);
        _beats = GC.AllocateArray<float>(maxRows * samples, pinned: true);
        _reconstructions = GC.AllocateArray<float>(maxRows * samples, pinned: true);
        _values = new OrtValue[2 * maxRows];
        _bindingOfRowCount = new OrtIoBinding[maxRows];
        try
        {
            (string input, string output) = CheckShapes(file);
            for (int rows = 1; rows <= maxRows; rows++)
            {
                Bind(rows, input, output);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Samples { get; }

    public int MaxRows { get; }

    /// <param name="beats">One to <see cref="MaxRows"/> normalised beats, one after the other, [rows,
    /// samples].</param>
    /// <param name="reconstruction">Receives as many values.</param>
    public void Reconstruct(ReadOnlySpan<float> beats, Span<float> reconstruction)
    {
        int rows = beats.Length / Samples;
        ArgumentOutOfRangeException.ThrowIfNotEqual(beats.Length, rows * Samples, nameof(beats));
        ArgumentOutOfRangeException.ThrowIfZero(rows, nameof(beats));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MaxRows, nameof(beats));
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            reconstruction.Length, beats.Length, nameof(reconstruction));
        beats.CopyTo(_beats);
        _session.RunWithBinding(_runOptions, _bindingOfRowCount[rows - 1]);
        _reconstructions.AsSpan(0, beats.Length).CopyTo(reconstruction);
    }

    public void Dispose()
    {
        foreach (OrtIoBinding? binding in _bindingOfRowCount)
        {
            binding?.Dispose();
        }

        foreach (OrtValue? value in _values)
        {
            value?.Dispose();
        }

        _runOptions.Dispose();
        _session.Dispose();
    }

    /// <summary>
    /// Runs the model on a flat line, so that a graph that loads but cannot run is found when it is loaded.
    /// </summary>
    internal void RunOnce() => _session.RunWithBinding(_runOptions, _bindingOfRowCount[0]);

    private static InferenceSession OpenSession(string file, byte[] onnx)
    {
        try
        {
            return OrtRuntime.Open(onnx);
        }
        catch (OnnxRuntimeException e)
        {
            throw new BadModelException(
                file, "the graph", $"refused by ONNX Runtime ({e.Message})", "a model it can run", e);
        }
    }

    private (string Input, string Output) CheckShapes(string file)
    {
        (string input, NodeMetadata inputShape) = Only(file, "inputs", _session.InputMetadata);
        (string output, NodeMetadata outputShape) = Only(file, "outputs", _session.OutputMetadata);
        CheckShape(file, "the input shape", inputShape);
        CheckShape(file, "the output shape", outputShape);
        return (input, output);
    }

    private static (string Name, NodeMetadata Shape) Only(
        string file, string what, IReadOnlyDictionary<string, NodeMetadata> nodes)
    {
        if (nodes.Count != 1)
        {
            throw new BadModelException(
                file, $"the number of {what}", nodes.Count.ToString(CultureInfo.InvariantCulture), "1");
        }

        (string name, NodeMetadata shape) = nodes.First();
        return (name, shape);
    }

    private void CheckShape(string file, string what, NodeMetadata node)
    {
        bool fits = node.ElementDataType is TensorElementType.Float
            && node.Dimensions is [-1, int samples] && samples == Samples;
        if (!fits)
        {
            string found = $"{node.ElementDataType} [{string.Join(", ", node.Dimensions)}]";
            throw new BadModelException(
                file, what, found, $"Float [-1, {Samples}] (-1: any number of beats)");
        }
    }

    private void Bind(int rows, string input, string output)
    {
        long[] shape = [rows, Samples];
        OrtValue beats = OrtValue.CreateTensorValueFromMemory(_beats, shape);
        _values[(2 * rows) - 2] = beats;
        OrtValue reconstructions = OrtValue.CreateTensorValueFromMemory(_reconstructions, shape);
        _values[(2 * rows) - 1] = reconstructions;
        OrtIoBinding binding = _session.CreateIoBinding();
        _bindingOfRowCount[rows - 1] = binding;
        binding.BindInput(input, beats);
        binding.BindOutput(output, reconstructions);
    }
}
