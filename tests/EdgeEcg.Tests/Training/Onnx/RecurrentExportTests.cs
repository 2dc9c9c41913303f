using EdgeEcg.Scoring;
using EdgeEcg.Tests.Training.Fitting;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Models;
using EdgeEcg.Training.Onnx;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Tests.Training.Onnx;

public sealed class RecurrentExportTests
{
    /// <summary>Small forms of the seeds' models, one for every kind of layer.</summary>
    public static TheoryData<string, bool, bool> Kinds => new()
    {
        { "plain", false, false }, { "residual encoder", true, false },
        { "residual decoder", false, true }, { "residual", true, true },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Onnx_runtime_agrees_with_the_float_engine(string name, bool encoder, bool decoder)
    {
        (Network network, float[] weights, BeatMatrix beats) = Make(name, encoder, decoder);

        byte[] onnx = FloatExport.Write(network, weights);

        float[] expected = OfEngine(network, weights, beats);
        float[] actual = OfOnnx(onnx, beats);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-6f));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Dynamic_int8_stays_close_to_the_float_engine(string name, bool encoder, bool decoder)
    {
        (Network network, float[] weights, BeatMatrix beats) = Make(name, encoder, decoder);

        byte[] onnx = RecurrentExport.Write(network, weights, WeightRange.SevenBits);

        float[] expected = OfEngine(network, weights, beats);
        Assert.True(ExportCheck.SignalToNoise(expected, OfOnnx(onnx, beats)) > 25);
    }

    [Theory]
    [InlineData(ModelCatalog.LstmAe)]
    [InlineData(ModelCatalog.SrlAe)]
    [InlineData(ModelCatalog.ResidualBoth)]
    [InlineData(ModelCatalog.TutorialLstm)]
    public void Int8_files_are_at_most_35_hundredths_of_float_ones(string name)
    {
        Network network = ModelCatalog.Build(name, samples: 140);
        float[] weights = network.InitialWeights(seed: 1);

        double ratio = RecurrentExport.Write(network, weights, WeightRange.SevenBits).Length
            / (double)FloatExport.Write(network, weights).Length;

        Assert.InRange(ratio, 0.2, 0.35);
    }

    private static (
        Network Network, float[] Weights, BeatMatrix Beats) Make(string name, bool encoder, bool decoder)
    {
        RecurrentShape shape = new()
        {
            Encoder = [12, 6],
            Decoder = [6, 12],
            ResidualEncoder = encoder,
            ResidualDecoder = decoder,
            Sparse = true,
            Dropout = 0.2f,
            OutputBias = true,
        };
        Network network = RecurrentAutoencoder.Build(name, ToyBeats.Samples, shape);
        return (network, network.InitialWeights(seed: 6), ToyBeats.Normal(rows: 10, seed: 2));
    }

    private static float[] OfEngine(Network network, float[] weights, BeatMatrix beats)
    {
        NetworkPass pass = new(network, weights, beats.Rows, training: false, new Crew(2), seed: 1);
        float[] reconstructions = new float[beats.Values.Length];
        pass.Forward(beats.Values, beats.Rows, reconstructions, training: false);
        return reconstructions;
    }

    private static float[] OfOnnx(byte[] onnx, BeatMatrix beats)
    {
        using Autoencoder autoencoder = new(onnx, "toy", beats.Samples, beats.Rows);
        float[] reconstructions = new float[beats.Values.Length];
        autoencoder.Reconstruct(beats.Values, reconstructions);
        return reconstructions;
    }
}
