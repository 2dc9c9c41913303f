using EdgeEcg.Scoring;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Foreign;
using EdgeEcg.Training.Models;
using EdgeEcg.Training.Onnx;
using EdgeEcg.Training.Onnx.Schema;
using Google.Protobuf;

namespace EdgeEcg.Tests.Training.Foreign;

/// <summary>Broken ONNX files and those that cannot be worked with, each refused with one sentence.</summary>
public sealed class ForeignFileTests : IDisposable
{
    private const int Samples = 140;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Unsupported_operators_are_listed_all_at_once_by_node_name()
    {
        Model model = Sound();
        model.Graph.Node[0].OpType = "Softmax";
        model.Graph.Node[0].Name = "first one";
        model.Graph.Node[2].OpType = "GRU";
        model.Graph.Node[2].Name = "second one";

        string message = Refusal(model.ToByteArray());

        Assert.Contains("first one (Softmax), second one (GRU)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_in_a_file_beside_the_model_are_found_there()
    {
        Model model = Sound();
        byte[] inside = ForeignModel.Read(Write(model.ToByteArray()), Samples).FloatOnnx.ToArray();
        MoveWeights(model, "weights.bin");
        File.WriteAllBytes(
            _folder.File("weights.bin"),
            [.. Sound().Graph.Initializer.SelectMany(tensor => tensor.RawData.ToByteArray())]);

        byte[] beside = ForeignModel.Read(Write(model.ToByteArray()), Samples).FloatOnnx.ToArray();

        Assert.Equal(inside, beside);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/hostname")]
    [InlineData("")]
    public void Weights_are_not_read_from_elsewhere(string location)
    {
        Model model = Sound();
        MoveWeights(model, location);

        Assert.Contains("beside the model", Refusal(model.ToByteArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(22)]
    public void Operator_sets_outside_of_13_to_21_are_refused(long version)
    {
        Model model = Sound();
        model.OpsetImport[0].Version = version;

        Assert.Contains("13 to 21", Refusal(model.ToByteArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(139)]
    public void Model_of_other_beats_is_refused(int samples)
    {
        Network network = ModelCatalog.Build(ModelCatalog.PlainDense, samples);

        string message = Refusal(FloatExport.Write(network, network.InitialWeights(1)));

        Assert.Contains($"[-1, {samples}]", message, StringComparison.Ordinal);
        Assert.Contains("[beats, 140]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Five_hundred_broken_files_are_each_refused_with_one_sentence()
    {
        const int seed = 20_261_124;
        Random random = new(seed);
        byte[] sound = Sound().ToByteArray();
        for (int i = 0; i < 500; i++)
        {
            byte[] broken = (i % 5) switch
            {
                0 => sound[..random.Next(sound.Length)],
                1 => WithWrongShape(random),
                2 => WithCircle(random),
                3 => WithExternalData(random),
                _ => [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, .. sound.Skip(random.Next(sound.Length))],
            };
            try
            {
                string message = Refusal(broken);
                Assert.DoesNotContain('\n', message);
                Assert.EndsWith(".", message, StringComparison.Ordinal);
            }
            catch (Exception other) when (other is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"file {i}, seed {seed}: {other}");
            }
        }
    }

    [Fact]
    public void Random_bytes_in_a_file_are_refused_or_harmless()
    {
        const int seed = 815;
        Random random = new(seed);
        byte[] sound = Sound().ToByteArray();
        for (int i = 0; i < 100; i++)
        {
            byte[] changed = [.. sound];
            changed[random.Next(400)] = (byte)random.Next(256);
            string file = Write(changed);
            Exception? outcome = Record.Exception(() => ForeignModel.Read(file, Samples));
            Assert.True(outcome is null or BadModelException, $"change {i}, seed {seed}: {outcome}");
        }
    }

    private static Model Sound()
    {
        Network network = ModelCatalog.Build(ModelCatalog.WeightedDense, Samples);
        return Model.Parser.ParseFrom(FloatExport.Write(network, network.InitialWeights(1)));
    }

    private static byte[] WithWrongShape(Random random)
    {
        Model model = Sound();
        Tensor tensor = model.Graph.Initializer[random.Next(model.Graph.Initializer.Count)];
        int axis = random.Next(tensor.Dims.Count);
        tensor.Dims[axis] = random.Next(4) switch
        {
            0 => -tensor.Dims[axis],
            1 => int.MaxValue,
            2 => 0,
            _ => tensor.Dims[axis] + 1 + random.Next(9),
        };
        return model.ToByteArray();
    }

    private static byte[] WithCircle(Random random)
    {
        Model model = Sound();
        int to = random.Next(model.Graph.Node.Count);
        int from = random.Next(to, model.Graph.Node.Count);
        model.Graph.Node[to].Input[0] = model.Graph.Node[from].Output[0];
        return model.ToByteArray();
    }

    private static byte[] WithExternalData(Random random)
    {
        Model model = Sound();
        Tensor tensor = model.Graph.Initializer[random.Next(model.Graph.Initializer.Count)];
        tensor.RawData = ByteString.Empty;
        tensor.DataLocation = 1;
        tensor.ExternalData.Add(new Entry { Key = "location", Value = $"missing-{random.Next()}.bin" });
        return model.ToByteArray();
    }

    private static void MoveWeights(Model model, string location)
    {
        int offset = 0;
        foreach (Tensor tensor in model.Graph.Initializer)
        {
            int length = tensor.RawData.Length;
            tensor.RawData = ByteString.Empty;
            tensor.DataLocation = 1;
            tensor.ExternalData.Add(new Entry { Key = "location", Value = location });
            tensor.ExternalData.Add(new Entry { Key = "offset", Value = $"{offset}" });
            tensor.ExternalData.Add(new Entry { Key = "length", Value = $"{length}" });
            offset += length;
        }
    }

    private string Refusal(byte[] onnx)
    {
        string file = Write(onnx);
        return Assert.Throws<BadModelException>(() => ForeignModel.Read(file, Samples)).Message;
    }

    private string Write(byte[] onnx)
    {
        string file = _folder.File("model.onnx");
        File.WriteAllBytes(file, onnx);
        return file;
    }
}
