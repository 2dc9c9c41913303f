using EdgeEcg.Core;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Challenge;

/// <summary>
/// Cuts sheets out of a person's ECG: eight seconds each, most of them around an abnormal beat, none
/// overlapping, and only where truth and model both have an answer for every beat.
/// </summary>
internal sealed class StripSheets
{
    private const double LengthSeconds = 8;

    /// <summary>A beat nearer to the edge than this is cut off and is not asked for.</summary>
    private const double EdgeSeconds = 0.35;

    /// <summary>The rest is cut around a beat chosen blindly.</summary>
    private const float AbnormalShare = 0.75f;

    private const int MostAttempts = 300;
    private const int RandomStream = 11;

    private static readonly SampleRate BeatRate = BeatWindow.Standard.Rate;

    private readonly StripSource _source;
    private readonly SeededRandom _random;
    private readonly int _length;
    private readonly int _edge;
    private readonly List<long> _starts = [];

    private StripSheets(StripSource source, long seed)
    {
        _source = source;
        _random = new SeededRandom(seed, RandomStream);
        _length = source.Rate.Samples(1000 * LengthSeconds);
        _edge = source.Rate.Samples(1000 * EdgeSeconds);
    }

    /// <param name="source">Judged.</param>
    /// <param name="set">Name of the data set.</param>
    /// <param name="threshold">Of the model.</param>
    /// <param name="seed">The same seed cuts the same sheets.</param>
    /// <param name="most">Fewer where the record does not hold as many.</param>
    public static IEnumerable<ChallengeSheet> Cut(
        StripSource source, string set, double threshold, long seed, int most)
    {
        StripSheets sheets = new(source, seed);
        sheets.Choose(most);
        return sheets._starts.Select(start => sheets.Sheet(set, threshold, start));
    }

    private void Choose(int most)
    {
        long[] abnormal = [.. _source.Truth.Where(b => b.IsAbnormal == true).Select(b => b.SampleIndex)];
        long[] any = [.. _source.Truth.Select(b => b.SampleIndex)];
        for (int attempt = 0; attempt < MostAttempts && _starts.Count < most && any.Length > 0; attempt++)
        {
            long[] among = abnormal.Length > 0 && _random.NextSingle() < AbnormalShare ? abnormal : any;
            long anchor = among[(int)(_random.NextSingle() * among.Length)];
            long start = anchor - (long)((0.15 + (0.7 * _random.NextSingle())) * _length);
            bool isApart = _starts.TrueForAll(other => Math.Abs(other - start) >= _length);
            if (start >= 0 && start + _length <= _source.Microvolts.Length && isApart && IsAnswered(start))
            {
                _starts.Add(start);
            }
        }
    }

    private bool IsAnswered(long start)
    {
        TruthBeat[] beats = [.. In(start, edge: 0)];
        return beats.Length > 2 && beats.All(beat => beat.IsAbnormal is not null)
            && beats.All(beat => _source.JudgedNear(beat.SampleIndex)?.Verdict.Score is not null);
    }

    private IEnumerable<TruthBeat> In(long start, int edge) => _source.Truth.Where(
        beat => beat.SampleIndex >= start + edge && beat.SampleIndex < start + _length - edge);

    private ChallengeSheet Sheet(string set, double threshold, long start)
    {
        float[] samples = _source.Microvolts.AsSpan((int)start, _length).ToArray();
        float middle = Median(samples);
        float[] shown = Array.ConvertAll(samples, value => value - middle);
        TimeSpan at = TimeSpan.FromSeconds(start / _source.Rate.Hz);
        return new ChallengeSheet
        {
            Set = set,
            From = $"{_source.Name}, from {at:mm\\:ss}",
            Task = "Mark every beat that is not normal for this person.",
            RateSps = _source.Rate.Hz,
            ReconstructionRateSps = BeatRate.Hz,
            ToScale = true,
            Samples = PackedSamples.Of(shown),
            Usual = PackedSamples.Of(_source.Usual),
            Threshold = threshold,
            Beats = [.. In(start, _edge).Select(beat => Answer(beat, start, middle))],
        };
    }

    private ChallengeBeat Answer(TruthBeat truth, long start, float middle)
    {
        JudgedBeat judged = _source.JudgedNear(truth.SampleIndex)!;
        double fromSeconds = ((judged.SampleIndex - start) / _source.Rate.Hz)
            - (BeatWindow.Standard.BeforeMs / 1000);
        float shift = Level(judged, start, fromSeconds) - middle;
        return new ChallengeBeat
        {
            AtS = Math.Round((truth.SampleIndex - start) / _source.Rate.Hz, 3),
            Truth = truth.Word,
            Abnormal = truth.IsAbnormal == true,
            Score = Math.Round((double)judged.Verdict.Score!.Value, 3),
            Flagged = judged.Verdict.Anomalous,
            Reasons = BeatReasonNames.Of(judged.Verdict.Reasons),
            ReconstructionFromS = Math.Round(fromSeconds, 3),
            Reconstruction = PackedSamples.Of(
                Array.ConvertAll(judged.Reconstruction, value => value + shift)),
        };
    }

    // The model sees the beat without its baseline; on the strip it lies where the raw signal lies.
    private float Level(JudgedBeat judged, long start, double fromSeconds)
    {
        int first = (int)(start + (fromSeconds * _source.Rate.Hz));
        int count = _source.Rate.Samples(BeatWindow.Standard.BeforeMs + BeatWindow.Standard.AfterMs);
        first = Math.Clamp(first, 0, _source.Microvolts.Length - count);
        return Median(_source.Microvolts.AsSpan(first, count).ToArray())
            - Median([.. judged.Waveform]);
    }

    private static float Median(float[] values)
    {
        float[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
