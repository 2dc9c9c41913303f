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
            if (start >= 0 && start + _length <= _source.Samples && isApart && IsAnswered(start))
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
        float[] middles = [.. _source.Leads.Select(lead => Median(Piece(lead, start)))];
        TimeSpan at = TimeSpan.FromSeconds(start / _source.Rate.Hz);
        return new ChallengeSheet
        {
            Set = set,
            From = $"{_source.Name}, from {at:mm\\:ss}",
            Task = "Mark every beat that is not normal for this person.",
            RateSps = _source.Rate.Hz,
            ReconstructionRateSps = BeatRate.Hz,
            ToScale = true,
            Leads =
            [
                .. _source.Leads.Select((lead, i) => Shifted(Piece(lead, start), -middles[i])),
            ],
            LeadNames = [.. _source.Leads.Select(lead => lead.Name)],
            Usual = [.. _source.Usual.Select(beat => PackedSamples.Of(beat))],
            Threshold = Math.Round(threshold, 3),
            Beats = [.. In(start, _edge).Select(beat => Answer(beat, start, middles))],
        };
    }

    private float[] Piece(StripLead lead, long start) =>
        lead.Microvolts.AsSpan((int)start, _length).ToArray();

    private ChallengeBeat Answer(TruthBeat truth, long start, float[] middles)
    {
        JudgedBeat judged = _source.JudgedNear(truth.SampleIndex)!;
        double fromSeconds = ((judged.SampleIndex - start) / _source.Rate.Hz)
            - (BeatWindow.Standard.BeforeMs / 1000);
        return new ChallengeBeat
        {
            AtS = Math.Round((truth.SampleIndex - start) / _source.Rate.Hz, 3),
            Truth = truth.Word,
            Abnormal = truth.IsAbnormal == true,
            Score = Math.Round((double)judged.Verdict.Score!.Value, 3),
            Flagged = judged.Verdict.Anomalous,
            Reasons = BeatReasonNames.Of(judged.Verdict.Reasons),
            ReconstructionFromS = Math.Round(fromSeconds, 3),
            Reconstruction =
            [
                .. middles.Select((middle, lead) => Shifted(
                    Of(judged.Reconstruction, lead), Level(judged, lead, start, fromSeconds) - middle)),
            ],
        };
    }

    // The model sees the beat without its baseline; on the strip it lies where the raw signal lies.
    private float Level(JudgedBeat judged, int lead, long start, double fromSeconds)
    {
        int first = (int)(start + (fromSeconds * _source.Rate.Hz));
        int count = _source.Rate.Samples(BeatWindow.Standard.BeforeMs + BeatWindow.Standard.AfterMs);
        first = Math.Clamp(first, 0, _source.Samples - count);
        return Median(_source.Leads[lead].Microvolts.AsSpan(first, count).ToArray())
            - Median(Of(judged.Waveform, lead));
    }

    private static PackedSamples Shifted(float[] microvolts, float by) =>
        PackedSamples.Of(Array.ConvertAll(microvolts, value => value + by));

    private static float[] Of(float[] leads, int lead) =>
        leads.AsSpan(lead * BeatWindow.Standard.Samples, BeatWindow.Standard.Samples).ToArray();

    private static float Median(float[] values)
    {
        float[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
