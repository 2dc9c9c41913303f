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
    public void A_committee_is_one_file_of_integer_convolutions_that_agrees_with_the_engine()
    {
        (Network network, float[] weights, BeatMatrix beats) = Trained(ModelCatalog.Committee);
        using Autoencoder exact = new(FloatExport.Write(network, weights), "toy", beats.Samples, beats.Rows);
        byte[] int8 = Int8Export.Write(
            network, weights, beats, CalibrationMethod.MinMax, WeightRange.SevenBits);
        using Autoencoder rounded = new(int8, "toy", beats.Samples, beats.Rows);
        float[] ofEngine = new float[beats.Values.Length];
        float[] ofFloat = new float[ofEngine.Length];
        float[] ofInt8 = new float[ofEngine.Length];

        NetworkPass pass = new(network, weights, beats.Rows, training: false, new Crew(1), seed: 1);
        pass.Forward(beats.Values, beats.Rows, ofEngine, training: false);
        exact.Reconstruct(beats.Values, ofFloat);
        rounded.Reconstruct(beats.Values, ofInt8);

        Assert.All(ofEngine.Zip(ofFloat), pair => Assert.Equal(pair.First, pair.Second, 2e-6f));
        Assert.True(ExportCheck.SignalToNoise(ofEngine, ofInt8) > 25);
        string[] operators = OptimisedOperators(int8);
        Assert.Equal(5, operators.Count(name => name == "QLinearConv"));
        Assert.Equal(1, operators.Count(name => name == "QGemm"));
        Assert.DoesNotContain("Conv", operators);
    }

    [Theory]
    [InlineData(ModelCatalog.PlainDense)]
    [InlineData(ModelCatalog.WeightedDense)]
    [InlineData(ModelCatalog.Committee)]
    public void Int8_files_are_at_most_35_hundredths_of_float_ones_and_below_100_kilobytes(string name)
    {
        Network network = ModelCatalog.Build(name, samples: 140);
        float[] weights = network.InitialWeights(seed: 1);
        float[] values = new float[4 * 140];
        new SeededRandom(seed: 1, stream: 0).FillUniform(values, 1);
        BeatMatrix beats = new("random beats", values, 140);

        int int8 = Int8Export.Write(
            network, weights, beats, CalibrationMethod.MinMax, WeightRange.SevenBits).Length;

        Assert.InRange(int8, 10_000, 100_000);
        Assert.InRange(int8 / (double)FloatExport.Write(network, weights).Length, 0.2, 0.35);
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

    internal static (Network Network, float[] Weights, BeatMatrix Beats) Trained(
        string name = ModelCatalog.WeightedDense)
    {
        FitRecipe recipe =
            new() { Model = name, Seed = 5, MaxEpochs = 3, BatchRows = 16 };
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
