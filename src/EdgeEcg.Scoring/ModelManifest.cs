using System.Text.Json.Serialization;

namespace EdgeEcg.Scoring;

/// <summary>
/// The content of <c>model.json</c>: everything the device must know to use <c>model.onnx</c> and everything
/// a reader must know to trust it. Field by field in docs/model-package.md.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>The schema this program writes, and the newest it reads. 1: first; 2: the verdict.</summary>
    public const int CurrentSchemaVersion = 2;

    public required int SchemaVersion { get; init; }

    /// <summary>SHA-256 of <c>model.onnx</c>, 64 lower-case hexadecimal digits.</summary>
    public required string ModelId { get; init; }

    /// <summary>For instance <c>dense-140-96-48-24</c>.</summary>
    public required string Architecture { get; init; }

    public required double InputSampleRateHz { get; init; }

    public required double WindowBeforeMs { get; init; }

    public required double WindowAfterMs { get; init; }

    public required int Samples { get; init; }

    public required BeatNormalisation Normalisation { get; init; }

    /// <summary>
    /// What comes out: <c>reconstruction</c>, the beat as the model would have it, in input units.
    /// </summary>
    public required string Output { get; init; }

    public required ErrorMeasure Error { get; init; }

    /// <summary>One weight per sample, for <see cref="Error"/>.</summary>
    public required IReadOnlyList<float> PositionWeights { get; init; }

    /// <summary>The first is the one the device uses.</summary>
    public required IReadOnlyList<ModelThreshold> Thresholds { get; init; }

    /// <summary>
    /// How the error and what the wearer's baseline tells become the score; none where the error is the
    /// score (schema 1, and reproductions).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VerdictFormula? Verdict { get; init; }

    public required IReadOnlyList<TrainingSource> TrainingData { get; init; }

    public required long Seed { get; init; }

    /// <summary>Figures of the float model by name, for instance <c>auc_ds2</c>.</summary>
    public required IReadOnlyDictionary<string, double> MetricsBeforeQuantization { get; init; }

    /// <summary>The same figures of the int8 model in ONNX Runtime.</summary>
    public required IReadOnlyDictionary<string, double> MetricsAfterQuantization { get; init; }

    public required string DataLicence { get; init; }

    internal ModelInput Input => new(InputSampleRateHz, WindowBeforeMs, WindowAfterMs, Samples);
}
