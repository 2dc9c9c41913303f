using System.Globalization;
using System.Text.RegularExpressions;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Foreign;
using EdgeEcg.Training.Models;
using EdgeEcg.Training.Onnx.Schema;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Tests.Training.Foreign;

/// <summary>Models from PyTorch against what PyTorch itself makes of the same beats.</summary>
public sealed class ForeignModelTests(PyTorchModels torch, ITestOutputHelper output)
    : IClassFixture<PyTorchModels>
{
    private const float Tolerance = 1e-5f;

    [Theory]
    [InlineData("dense", 20)]
    [InlineData("bare", 20)]
    [InlineData("conv", 20)]
    [InlineData("recurrent", 15)]
    public void Onnx_from_PyTorch_reconstructs_as_there_and_survives_int8(
        string kind, double decibelsAtLeast)
    {
        ForeignModel model = ForeignModel.Read(torch.Make(kind, ".onnx"), ModelInput.DeviceBeat.Samples);
        BeatMatrix beats = torch.Beats(kind);

        float[] single = model.Reconstruct(model.FloatOnnx, beats);
        byte[] int8 = model.ToInt8(
            beats, CalibrationMethod.MinMax, WeightRange.SevenBits, out double decibels);

        output.WriteLine($"{kind}: largest difference {Largest(single, torch.Reconstructions(kind)):e1}, "
            + $"int8 {decibels:0.0} dB, {model.FloatOnnx.Length} to {int8.Length} bytes");
        Assert.True(Largest(single, torch.Reconstructions(kind)) <= Tolerance);
        Assert.DoesNotContain(
            Model.Parser.ParseFrom(model.FloatOnnx.ToArray()).Graph.Node,
            node => node.OpType == "BatchNormalization");
        Assert.True(decibels >= decibelsAtLeast, $"{decibels} dB");
        Assert.True(int8.Length < model.FloatOnnx.Length * 0.6, $"{int8.Length} bytes");
    }

    [Theory]
    [InlineData(ModelCatalog.TutorialLstm)]
    [InlineData(ModelCatalog.SrlAe)]
    public void Safetensors_from_PyTorch_reconstruct_as_there(string architecture)
    {
        string file = torch.Make(architecture, ".safetensors");
        BeatMatrix beats = torch.Beats(architecture);

        FittedModel model = WeightImport.Read(file, architecture, beats, workers: 1);
        float[] ours = model.Reconstruct(beats);
        float[] exported = model.ToFloatOnnx().Reconstruct(beats);

        float[] theirs = torch.Reconstructions(architecture);
        output.WriteLine($"{architecture}: largest difference of the engine {Largest(ours, theirs):e1}, "
            + $"of its ONNX form {Largest(exported, theirs):e1}");
        Assert.True(Largest(ours, theirs) <= Tolerance);
        Assert.True(Largest(exported, theirs) <= Tolerance);
    }

    [Fact]
    public void Weights_of_another_architecture_are_told_apart_by_what_is_missing()
    {
        string file = torch.Make(ModelCatalog.TutorialLstm, ".safetensors");
        BeatMatrix beats = torch.Beats(ModelCatalog.TutorialLstm);

        BadModelException refusal = Assert.Throws<BadModelException>(
            () => WeightImport.Read(file, ModelCatalog.SrlAe, beats, workers: 1));

        Assert.Contains("an LSTM from 64 to 32", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("a residual LSTM from 8 to 16", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_trained_in_PyTorch_becomes_a_package_with_the_area_of_both_forms()
    {
        string[] calibration = [TestData.Require("mitdb/101.hea"), TestData.Require("mitdb/106.hea")];
        string test = TestData.Require("mitdb/208.hea");
        DeviceModelFit fit = new(new FitRecipe { Model = ModelCatalog.PlainDense, Seed = 1 }, 0.99);
        BeatMatrix normals = fit.ReadNormals(
            [.. calibration.Select(WfdbRecord.Open)], out IReadOnlyList<TrainingSource> sources);
        await File.WriteAllBytesAsync(
            Path.Combine(torch.Folder, "beats.f32"),
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(normals.Values).ToArray(),
            TestContext.Current.CancellationToken);
        using PyTorchModels trained = new();
        File.Copy(Path.Combine(torch.Folder, "beats.f32"), Path.Combine(trained.Folder, "beats.f32"));
        File.Delete(Path.Combine(torch.Folder, "beats.f32"));
        string onnx = trained.Make("dense", ".onnx");
        string program = Path.Combine(TestData.RepositoryRoot, "edgeecg-train");

        Command quantize = await Command.Run(
            $"{program} quantize --onnx {onnx} --calibrate {calibration[0]} --test {test} --out package",
            trained.Folder);

        Assert.True(quantize.ExitCode == 0, quantize.Errors);
        output.WriteLine(quantize.Output);
        Match areas = Regex.Match(quantize.Output, "float (0\\.\\d+), int8 (0\\.\\d+), difference");
        Assert.True(areas.Success, quantize.Output);
        Assert.True(Number(areas.Groups[1]) > 0.8, areas.Value);
        Assert.Equal(Number(areas.Groups[1]), Number(areas.Groups[2]), 0.02);
        ModelPackage package = ModelPackage.Load(Path.Combine(trained.Folder, "package"));
        Assert.NotEmpty(package.Manifest.MetricsBeforeQuantization);
        Assert.Equal(sources[0].Name, package.Manifest.TrainingData[0].Name);
    }

    private static float Largest(float[] ours, float[] theirs) =>
        ours.Zip(theirs, (a, b) => MathF.Abs(a - b)).Max();

    private static double Number(Group text) => double.Parse(text.Value, CultureInfo.InvariantCulture);
}
