using System.Globalization;
using EdgeEcg.Core;

namespace EdgeEcg.Scoring.Models;

/// <summary>
/// The first minutes of a newly installed model on the wearer. It fails as soon as at least
/// <see cref="LeastBeats"/> beats have been scored and it flags more of them than allowed, or judges one in
/// ten of them too slowly; it passes when the trial is over and neither was so. Beats taken by the analysing
/// thread; the outcome is for any thread.
/// </summary>
/// <param name="limits">What it has to live up to.</param>
/// <param name="rate">Of the samples that time is counted by.</param>
/// <param name="time">Measures how long a beat takes.</param>
public sealed class ModelTrial(ModelTrialLimits limits, SampleRate rate, TimeProvider time)
{
    /// <summary>A minute and a half: enough that one run of ectopic beats does not decide.</summary>
    public const int LeastBeats = 100;

    private const double MostSlowPercent = 10;

    /// <summary>Abnormal by rhythm alone says nothing about the model.</summary>
    private const BeatReasons ByRhythm = BeatReasons.Premature | BeatReasons.Pause;

    private readonly long _samples = (long)(limits.Length.TotalSeconds * rate.Hz);
    private long _firstSample = -1;
    private long _flagged;
    private long _slow;
    private volatile ModelTrialOutcome _outcome;

    public ModelTrialOutcome Outcome => _outcome;

    /// <summary>Why it failed, in one sentence; null while it has not.</summary>
    public string? Reason { get; private set; }

    /// <summary>Beats scored so far.</summary>
    public long Beats { get; private set; }

    /// <summary>Just before a beat is judged.</summary>
    public long Begin() => time.GetTimestamp();

    /// <param name="sampleIndex">Of the beat.</param>
    /// <param name="verdict">What was made of it.</param>
    /// <param name="begun">From <see cref="Begin"/>.</param>
    public void Take(long sampleIndex, in BeatVerdict verdict, long begun)
    {
        if (_outcome is not ModelTrialOutcome.Running || verdict.Score is null)
        {
            return;
        }

        if (Beats++ == 0)
        {
            _firstSample = sampleIndex;
        }

        _flagged += verdict.Anomalous && (verdict.Reasons & ~ByRhythm) != 0 ? 1 : 0;
        _slow += time.GetElapsedTime(begun).TotalMilliseconds > limits.SlowestMs ? 1 : 0;
        if (Beats >= LeastBeats)
        {
            Judge(sampleIndex);
        }
    }

    private void Judge(long sampleIndex)
    {
        if (_flagged * 100.0 > limits.MostFlaggedPercent * Beats)
        {
            Fail($"it found {_flagged} of {Beats} beats abnormal, "
                + $"more than {Text(limits.MostFlaggedPercent)} %");
        }
        else if (_slow * 100.0 > MostSlowPercent * Beats)
        {
            Fail($"{_slow} of {Beats} beats took longer than {Text(limits.SlowestMs)} ms");
        }
        else if (sampleIndex - _firstSample >= _samples)
        {
            _outcome = ModelTrialOutcome.Passed;
        }
    }

    private void Fail(string reason)
    {
        Reason = reason;
        _outcome = ModelTrialOutcome.Failed;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
