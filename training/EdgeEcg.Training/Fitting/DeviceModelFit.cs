using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Evaluation;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// From annotated records to a model for the device: cut the normal beats with the device's own code, train,
/// quantize, and then let the device's own code score the training records with the int8 model. The
/// threshold is the score that a given share of the training records' normal beats stay under, so it is in
/// the units in which the device compares.
/// </summary>
public sealed class DeviceModelFit
{
    /// <summary>
    /// The QRS counts three times in the score: of 1, 3, 10 and the QRS alone the best for ventricular beats
    /// of DS1 (docs/default-model.md).
    /// </summary>
    private const float QrsWeight = 3;

    /// <summary>Wearers with this many ventricular beats tell something about them …</summary>
    private const int LeastVentricular = 5;

    /// <summary>… and so many of them tell what holds for others.</summary>
    private const int LeastTellingWearers = 8;

    private const double QrsBeforeMs = 100;
    private const double QrsAfterMs = 120;

    /// <summary>
    /// What is flagged decides when a wearer is learned anew, and so what later beats are compared with: the
    /// verdict is fitted once more to the beats as the first one left them.
    /// </summary>
    private const int VerdictRounds = 2;

    private readonly FitRecipe _recipe;
    private readonly double _normalShareBelowThreshold;

    /// <param name="recipe">What to train and how.</param>
    /// <param name="normalShareBelowThreshold">For instance 0.99.</param>
    public DeviceModelFit(FitRecipe recipe, double normalShareBelowThreshold)
    {
        _recipe = recipe;
        _normalShareBelowThreshold = normalShareBelowThreshold;
    }

    /// <summary>
    /// Reads, in parallel, the normal beats of all records; the order of rows is that of the records.
    /// </summary>
    /// <exception cref="BadRecordException">A record or its annotations cannot be read.</exception>
    /// <exception cref="BadDataSetException">There is no normal beat in them.</exception>
    public BeatMatrix ReadNormals(IReadOnlyList<WfdbRecord> records,
        out IReadOnlyList<TrainingSource> sources)
    {
        List<float[]>[] rows = new List<float[]>[records.Count];
        TrainingSource[] read = new TrainingSource[records.Count];
        ForEach(records.Count, i => rows[i] = WearerBeats.ReadNormals(records[i], out read[i]));
        sources = read;
        int samples = BeatWindow.Standard.Samples;
        float[] values = new float[rows.Sum(r => r.Count) * samples];
        int next = 0;
        foreach (float[] row in rows.SelectMany(r => r))
        {
            row.CopyTo(values, samples * next++);
        }

        return new BeatMatrix("normal beats", values, samples);
    }

    /// <summary>Trains on the normal beats.</summary>
    public FittedModel Train(
        BeatMatrix normals,
        RunFile? file,
        IProgress<EpochLine>? progress,
        TimeProvider time,
        CancellationToken cancellation) =>
        Fit.Run(_recipe, normals, file, progress, time, cancellation);

    /// <summary>
    /// The package of an exported model in <paramref name="folder"/>, with position weights and a threshold
    /// that hold on the device. Metrics are left empty; <see cref="WithMetrics"/> fills them.
    /// </summary>
    public ModelPackage WritePackage(
        ExportedModel model,
        IReadOnlyList<WfdbRecord> training,
        IReadOnlyList<TrainingSource> sources,
        string dataLicence,
        string folder)
    {
        PackageOrigin origin = new()
        {
            Input = ModelInput.DeviceBeat,
            Normalisation = BeatNormalisation.WearerRelative,
            TrainingData = sources,
            MetricsBeforeQuantization = new Dictionary<string, double>(),
            MetricsAfterQuantization = new Dictionary<string, double>(),
            DataLicence = dataLicence,
        };
        return Publish(draft => model.WritePackage(draft, origin), training, folder);
    }

    /// <summary>The same for a graph from elsewhere, float or int8.</summary>
    /// <param name="architecture">What to call it.</param>
    /// <param name="onnx">Float [-1, samples] in and out, beats relative to the wearer.</param>
    /// <param name="training">Records whose normal beats the threshold is drawn from.</param>
    /// <param name="sources">What was read of them.</param>
    /// <param name="dataLicence">Of the records.</param>
    /// <param name="folder">Replaced if it exists.</param>
    /// <exception cref="BadModelException">The graph cannot be run or has other shapes.</exception>
    public ModelPackage WritePackage(
        string architecture,
        ReadOnlyMemory<byte> onnx,
        IReadOnlyList<WfdbRecord> training,
        IReadOnlyList<TrainingSource> sources,
        string dataLicence,
        string folder)
    {
        ModelInput input = ModelInput.DeviceBeat;
        ModelManifest manifest = new()
        {
            SchemaVersion = ModelManifest.CurrentSchemaVersion,
            ModelId = ModelPackage.HashOf(onnx.Span),
            Architecture = architecture,
            InputSampleRateHz = input.SampleRateHz,
            WindowBeforeMs = input.WindowBeforeMs,
            WindowAfterMs = input.WindowAfterMs,
            Samples = input.Samples,
            Normalisation = BeatNormalisation.WearerRelative,
            Output = "reconstruction",
            Error = _recipe.Score,
            PositionWeights = QrsWeights(),
            Thresholds = [new ModelThreshold { Score = 1, Rule = "quantile", Parameter = 1, From = "none" }],
            TrainingData = sources,
            Seed = _recipe.Seed,
            MetricsBeforeQuantization = new Dictionary<string, double>(),
            MetricsAfterQuantization = new Dictionary<string, double>(),
            DataLicence = dataLicence,
        };
        return Publish(draft => ModelPackage.Write(draft, manifest, onnx.Span), training, folder);
    }

    /// <summary>Drawn up aside, so that the folder never holds a package without its threshold.</summary>
    private ModelPackage Publish(
        Func<string, ModelPackage> write, IReadOnlyList<WfdbRecord> training, string folder)
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("edgeecg-pack-");
        try
        {
            ModelPackage draft = write(Path.Combine(scratch.FullName, "model"));
            draft = Rewrite(draft, draft.Manifest with { PositionWeights = QrsWeights() });
            for (int round = 0; round < VerdictRounds; round++)
            {
                draft = Rewrite(draft, draft.Manifest with { Verdict = Verdict(draft, training) });
                draft = Rewrite(draft, draft.Manifest with { Thresholds = [Threshold(draft, training)] });
            }

            return ModelPackage.Write(folder, draft.Manifest, draft.Onnx.Span);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>The same package with the figures of the float model and its own on its card.</summary>
    /// <param name="package">What is packaged.</param>
    /// <param name="floatReport">None where there is no float model.</param>
    /// <param name="report">Of the package itself.</param>
    public static ModelPackage WithMetrics(
        ModelPackage package, AnomalyReport? floatReport, AnomalyReport report) =>
        Rewrite(package, package.Manifest with
        {
            MetricsBeforeQuantization = floatReport?.Figures() ?? new Dictionary<string, double>(),
            MetricsAfterQuantization = report.Figures(),
        });

    /// <summary>Scores the records with an exported model through the device's code.</summary>
    public AnomalyReport Evaluate(ModelPackage package, IReadOnlyList<WfdbRecord> records)
    {
        List<ScoredBeat>[] beats = Score(package, records);
        AnomalyReport report = new();
        for (int i = 0; i < records.Count; i++)
        {
            report.Add(records[i].Header.Name, records[i].Header.SampleRate, beats[i]);
        }

        return report;
    }

    // Beats of the learning time are left out, as they are in reports. A formula from a handful of wearers
    // would say more about them than about beats, so there the built-in model's, from twenty-two, is taken.
    private VerdictFormula Verdict(ModelPackage package, IReadOnlyList<WfdbRecord> training)
    {
        List<ScoredBeat>[] beats = Score(package, training);
        ScoredBeat[][] counted =
        [
            .. beats.Zip(training, (ofRecord, record) => AnomalyReport.Counted(
                record.Header.SampleRate, ofRecord).ToArray()),
        ];
        int telling = counted.Count(
            ofWearer => ofWearer.Count(b => b.Class is BeatClass.Ventricular) >= LeastVentricular);
        return telling < LeastTellingWearers && DefaultModel.Load().Manifest.Verdict is { } builtIn
            ? builtIn
            : new VerdictFit().Of(counted, $"{training.Count} records, from minute 5");
    }

    // From the normal beats of the records the model was trained on.
    private ModelThreshold Threshold(ModelPackage package, IReadOnlyList<WfdbRecord> training)
    {
        float[] normal = [.. Score(package, training).SelectMany(b => b)
            .Where(b => b.Class == BeatClass.Normal).Select(b => b.Score)];
        return new ModelThreshold
        {
            Score = Quantile.Of(normal, _normalShareBelowThreshold),
            Rule = "quantile",
            Parameter = _normalShareBelowThreshold,
            From = "training normals, scored on the device path",
        };
    }

    private static ModelPackage Rewrite(ModelPackage package, ModelManifest manifest) =>
        ModelPackage.Write(package.Folder, manifest, package.Onnx.Span);

    private static float[] QrsWeights()
    {
        BeatWindow window = BeatWindow.Standard;
        float[] weights = new float[window.Samples];
        weights.AsSpan().Fill(1);
        int from = window.RIndex - window.Rate.Samples(QrsBeforeMs);
        weights.AsSpan(from, window.Rate.Samples(QrsBeforeMs + QrsAfterMs)).Fill(QrsWeight);
        return weights;
    }

    private List<ScoredBeat>[] Score(ModelPackage package, IReadOnlyList<WfdbRecord> records)
    {
        List<ScoredBeat>[] beats = new List<ScoredBeat>[records.Count];
        ForEach(records.Count, i =>
            beats[i] = [.. RecordScores.Of(records[i], package, RhythmLimits.Default).Beats]);
        return beats;
    }

    private void ForEach(int count, Action<int> body) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, _recipe.Workers) },
            body);
}
