using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Onnx.Schema;
using EdgeEcg.Training.Quantization;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using DataType = EdgeEcg.Training.Onnx.Schema.Tensor.Types.DataType;
using ValueType = EdgeEcg.Training.Onnx.Schema.ValueType;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// Runs calibration beats through a float graph in ONNX Runtime, the tensors of interest made outputs, once
/// for their ranges and once for their histograms, and chooses the int8 scale and zero point of each.
/// </summary>
internal static class ForeignCalibration
{
    private const int ChunkRows = 64;

    /// <returns>One per name.</returns>
    public static AffineQuantization[] Of(
        Model model, IReadOnlyList<string> tensors, BeatMatrix beats, CalibrationMethod method)
    {
        if (tensors.Count == 0)
        {
            return [];
        }

        Model probed = model.Clone();
        probed.Graph.Output.Clear();
        foreach (string tensor in tensors)
        {
            ValueType type = new() { TensorType = new() { ElemType = (int)DataType.Float } };
            probed.Graph.Output.Add(new ValueInfo { Name = tensor, Type = type });
        }

        ActivationRange[] ranges = new ActivationRange[tensors.Count];
        Array.Fill(ranges, new ActivationRange(float.PositiveInfinity, float.NegativeInfinity));
        using InferenceSession session = OrtRuntime.Open(probed.ToByteArray());
        Visit(session, model.Graph.Input[0].Name, tensors, beats, (i, values) =>
            ranges[i] = Widen(ranges[i], values));
        ActivationHistogram[] histograms = Array.ConvertAll(ranges, range => new ActivationHistogram(range));
        Visit(session, model.Graph.Input[0].Name, tensors, beats, (i, values) => histograms[i].Add(values));
        return Array.ConvertAll(histograms, histogram => AffineQuantization.Of(histogram.Choose(method)));
    }

    private static void Visit(
        InferenceSession session,
        string input,
        IReadOnlyList<string> tensors,
        BeatMatrix beats,
        Action<int, ReadOnlySpan<float>> visit)
    {
        using RunOptions options = new();
        for (int first = 0; first < beats.Rows; first += ChunkRows)
        {
            int rows = Math.Min(ChunkRows, beats.Rows - first);
            float[] chunk = beats.Values.Slice(first * beats.Samples, rows * beats.Samples).ToArray();
            using OrtValue value = OrtValue.CreateTensorValueFromMemory(chunk, [rows, beats.Samples]);
            using IDisposableReadOnlyCollection<OrtValue> outputs =
                session.Run(options, [input], [value], tensors);
            for (int i = 0; i < tensors.Count; i++)
            {
                visit(i, outputs[i].GetTensorDataAsSpan<float>());
            }
        }
    }

    private static ActivationRange Widen(ActivationRange range, ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            range = new ActivationRange(Math.Min(range.Min, value), Math.Max(range.Max, value));
        }

        return range;
    }
}
