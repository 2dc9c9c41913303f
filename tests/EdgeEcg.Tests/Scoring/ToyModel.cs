using EdgeEcg.Scoring;
using EdgeEcg.Training.Onnx;

namespace EdgeEcg.Tests.Scoring;

/// <summary>A model that scales its input, and a manifest that fits it.</summary>
internal static class ToyModel
{
    /// <param name="samples">Values per beat.</param>
    /// <param name="factor">Another one makes another model.</param>
    public static byte[] Onnx(int samples = 140, float factor = 0.5f)
    {
        OnnxGraphWriter graph = new("half");
        string input = graph.Input("beat", samples);
        string half = graph.Constant("half", [factor]);
        graph.Node("Mul", [input, half], ["reconstruction"], [], domain: "");
        graph.Output("reconstruction", samples);
        return graph.ToBytes();
    }

    public static ModelManifest Manifest() => new()
    {
        SchemaVersion = 2,
        ModelId = "filled in when written",
        Architecture = "half",
        InputSampleRateHz = 200,
        WindowBeforeMs = 250,
        WindowAfterMs = 450,
        Samples = 140,
        Normalisation = BeatNormalisation.WearerRelative,
        Output = "reconstruction",
        Error = ErrorMeasure.WeightedMeanSquared,
        PositionWeights = [.. Enumerable.Repeat(1f, 140)],
        Thresholds =
            [new ModelThreshold { Score = 0.25, Rule = "quantile", Parameter = 0.97, From = "toy normals" }],
        TrainingData =
            [new TrainingSource { Name = "mitdb/101", Sha256 = new string('a', 64), Beats = 1860 }],
        Seed = 7,
        MetricsBeforeQuantization = new Dictionary<string, double> { ["auc"] = 0.9 },
        MetricsAfterQuantization = new Dictionary<string, double> { ["auc"] = 0.9 },
        DataLicence = "ODC-By-1.0",
    };
}
