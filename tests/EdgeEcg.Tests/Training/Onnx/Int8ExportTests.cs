using EdgeEcg.Scoring;
using EdgeEcg.Tests.Training.Fitting;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;
using EdgeEcg.Training.Onnx;
using EdgeEcg.Training.Quantization;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEcg.Tests.Training.Onnx;

public sealed class Int8ExportTests
{
    [Theory]
    [InlineData(WeightRange.SevenBits)]
    [InlineData(WeightRange.EightBits)]
    public void Onnx_runtime_computes_the_integers_of_the_plain_arithmetic(WeightRange range)
    {
        (Network network, float[] weights, BeatMatrix beats) = Trained();
        byte[] onnx = Int8Export.Write(network, weights, beats, CalibrationMethod.MinMax, range);
        using Autoencoder autoencoder = new(onnx, "toy", ToyBeats.Samples, maxRows: 1);
        Int8Twin twin = new(network, weights, beats, range);
        float[] actual = new float[ToyBeats.Samples];

        for (int row = 0; row < beats.Rows; row++)
        {
            autoencoder.Reconstruct(beats.Row(row), actual);
            float[] expected = twin.Reconstruct(beats.Row(row));

            // One integer that differs moves an output by 1e-3; 2e-6 is the rounding of the final tanh.
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-6f));
        }
    }

    [Fact]
    public void The_int8_outputs_for_one_beat_are_these()
    {
        (Network network, float[] weights, BeatMatrix beats) = Trained();
        byte[] onnx = Int8Export.Write(
            network, weights, beats, CalibrationMethod.MinMax, WeightRange.SevenBits);
        using Autoencoder autoencoder = new(onnx, "toy", ToyBeats.Samples, maxRows: 1);
        float[] actual = new float[ToyBeats.Samples];

        autoencoder.Reconstruct(beats.Row(0), actual);

        // To five places: one integer that differs moves an output by 1e-3, a processor's own tanh by 1e-7.
        float[] expected =
        [
            -0.01165f, -0.07885f, -0.02597f, -0.03248f, 0.13407f, 0.01714f, 0.36089f,
            0.24542f, 0.06159f, 0.05431f, 0.09500f, 0.09339f, 0.02163f, 0.03193f,
            0.04353f, -0.16124f, -0.12222f, 0.00467f, -0.07796f, 0.08240f,
        ];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Each_stage_is_fused_into_one_integer_product()
    {
        (Network network, float[] weights, BeatMatrix beats) = Trained();
        byte[] onnx = Int8Export.Write(
            network, weights, beats, CalibrationMethod.MinMax, WeightRange.SevenBits);

        string[] operators = OptimisedOperators(onnx);

        Assert.Equal(
            ["QGemm", "QGemm", "QGemm", "QGemm", "QGemm", "QGemm", "QuantizeLinear", "Tanh"], operators);
    }

    [Fact]
    public void Values_beyond_the_calibrated_range_are_clamped_not_wrapped()
    {
        (Network network, float[] weights, BeatMatrix beats) = Trained();
        byte[] onnx = Int8Export.Write(
            network, weights, beats, CalibrationMethod.MinMax, WeightRange.SevenBits);
        using Autoencoder autoencoder = new(onnx, "toy", ToyBeats.Samples, maxRows: 1);
        float[] atLimit = new float[ToyBeats.Samples];
        float[] beyond = new float[ToyBeats.Samples];

        autoencoder.Reconstruct([.. Enumerable.Repeat(100f, ToyBeats.Samples)], atLimit);
        autoencoder.Reconstruct([.. Enumerable.Repeat(1e20f, ToyBeats.Samples)], beyond);

        Assert.Equal(atLimit, beyond);
    }

    [Fact]
    public void A_model_that_is_all_zero_is_exported_and_gives_zero()
    {
        (Network network, float[] weights, BeatMatrix beats) = Trained();
        float[] zeros = new float[weights.Length];
        byte[] onnx = Int8Export.Write(
            network, zeros, beats, CalibrationMethod.MinMax, WeightRange.SevenBits);
        using Autoencoder autoencoder = new(onnx, "toy", ToyBeats.Samples, maxRows: 1);
        float[] reconstruction = new float[ToyBeats.Samples];

        autoencoder.Reconstruct(beats.Row(0), reconstruction);

        Assert.All(reconstruction, value => Assert.Equal(0, value));
    }

    [Fact]
    public void An_export_that_is_no_true_copy_is_refused()
    {
        double decibels = ExportCheck.SignalToNoise([1, 1, 1], [1, 0.2f, 1.9f]);

        BadExportException e = Assert.Throws<BadExportException>(
            () => ExportCheck.Require("dense", decibels, 10));

        Assert.Contains("dense", e.Message, StringComparison.Ordinal);
        Assert.Throws<BadExportException>(() => ExportCheck.Require("dense", double.NaN, 10));
    }

    internal static (Network Network, float[] Weights, BeatMatrix Beats) Trained()
    {
        FitRecipe recipe =
            new() { Model = ModelCatalog.WeightedDense, Seed = 5, MaxEpochs = 3, BatchRows = 16 };
        BeatMatrix beats = ToyBeats.Normal(120, seed: 9);
        FittedModel model = Fit.Run(
            recipe, beats, null, null, TimeProvider.System, TestContext.Current.CancellationToken);
        return (model.Network, model.Weights, beats);
    }

    /// <summary>
    /// What ONNX Runtime really runs: the operators of the graph after its own optimisation.
    /// </summary>
    private static string[] OptimisedOperators(byte[] onnx)
    {
        string file = Path.GetTempFileName();
        try
        {
            // Opens the shared environment first, so that its settings hold here too.
            new Autoencoder(onnx, "toy", ToyBeats.Samples, maxRows: 1).Dispose();
            using SessionOptions options = new() { OptimizedModelFilePath = file, IntraOpNumThreads = 1 };
            options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
            using (InferenceSession session = new(onnx, options))
            {
                EdgeEcg.Training.Onnx.Schema.Model model =
                    EdgeEcg.Training.Onnx.Schema.Model.Parser.ParseFrom(File.ReadAllBytes(file));
                return [.. model.Graph.Node.Select(node => node.OpType).Order(StringComparer.Ordinal)];
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
