using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Training.Comparison;

/// <summary>One model under one protocol, in single precision and in int8.</summary>
/// <param name="Model">The trained model.</param>
/// <param name="BeforeQuantization">Its own figures.</param>
/// <param name="AfterQuantization">Those of its int8 file in ONNX Runtime.</param>
/// <param name="TestScores">Of the test beats, by the float model.</param>
public sealed record ModelComparison(
    FittedModel Model,
    ComparisonFigures BeforeQuantization,
    ComparisonFigures AfterQuantization,
    float[] TestScores)
{
    /// <summary>Size of the int8 file in shares of the float one.</summary>
    public double SizeRatio => AfterQuantization.FileBytes / (double)BeforeQuantization.FileBytes;

    /// <summary>What int8 takes from the area under the ROC curve; negative where it gives.</summary>
    public double AreaLoss => BeforeQuantization.Area - AfterQuantization.Area;

    /// <param name="recipe">What to train and how.</param>
    /// <param name="protocol">On what, and how it is judged.</param>
    /// <param name="file">Keeps the training, see <see cref="RunFile"/>.</param>
    /// <param name="progress">Receives one line per epoch.</param>
    /// <param name="time">For the elapsed time in the lines and the time a beat takes.</param>
    /// <param name="cancellation">Ends training between two batches.</param>
    public static ModelComparison Run(
        FitRecipe recipe,
        Protocol protocol,
        RunFile? file,
        IProgress<EpochLine>? progress,
        TimeProvider time,
        CancellationToken cancellation)
    {
        FitRecipe judged = protocol.Judge(recipe);
        FittedModel model = Fit.Run(
            judged, protocol.Training, protocol.Validation, file, progress, time, cancellation);
        model = protocol.LabelledTraining is { } labelled ? model.WeightedBy(labelled) : model;
        CrossFit? folds = judged.ThresholdFolds > 0
            ? CrossFit.Run(judged, protocol.Training, protocol.Validation, file, progress, time, cancellation)
            : null;
        bool[] isAbnormal = protocol.Test.IsAbnormal;
        ExportedModel exact = model.ToFloatOnnx();
        ExportedModel int8 = model.ToInt8Onnx();
        float[] scores = model.Scores(protocol.Test.Beats);
        ComparisonFigures floatFigures = ComparisonFigures.Of(
            protocol.Threshold,
            protocol.ThresholdByLabels(model.Scores) ?? (folds?.Threshold() ?? model.Threshold()).Score,
            scores,
            isAbnormal,
            exact.Onnx.Length,
            exact.LatencyPerBeat(protocol.Test.Beats, time));
        ComparisonFigures int8Figures = ComparisonFigures.Of(
            protocol.Threshold,
            protocol.ThresholdByLabels(int8.Scores) ?? (folds?.Int8Threshold() ?? int8.Threshold()).Score,
            int8.Scores(protocol.Test.Beats),
            isAbnormal,
            int8.Onnx.Length,
            int8.LatencyPerBeat(protocol.Test.Beats, time));
        return new ModelComparison(model, floatFigures, int8Figures, scores);
    }
}
