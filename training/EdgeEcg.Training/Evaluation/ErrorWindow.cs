using EdgeEcg.Core;

namespace EdgeEcg.Training.Evaluation;

/// <summary>Ten seconds of a record in which a detector went wrong: where to look first.</summary>
/// <param name="Record">The record's name.</param>
/// <param name="StartSeconds">A multiple of ten, since the record's start.</param>
/// <param name="Missed">Beats of the reference without a partner.</param>
/// <param name="Extra">Beats of the test without a partner.</param>
public readonly record struct ErrorWindow(string Record, double StartSeconds, int Missed, int Extra)
{
    public const double Seconds = 10;

    /// <summary>The windows of one record that hold an error, in order of time.</summary>
    public static IEnumerable<ErrorWindow> Of(
        string record, SampleRate rate, IEnumerable<BeatError> errors) =>
        from error in errors
        group error by Math.Floor(error.SampleIndex / rate.Hz / Seconds) into window
        orderby window.Key
        select new ErrorWindow(
            record,
            window.Key * Seconds,
            window.Count(e => e.Kind == BeatErrorKind.Missed),
            window.Count(e => e.Kind == BeatErrorKind.Extra));
}
