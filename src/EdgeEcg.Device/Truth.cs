using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Records;

namespace EdgeEcg.Device;

/// <summary>
/// What really happened in a demonstration, from the synthetic ECG's own knowledge or from a record's
/// reference annotations: abnormal beats that follow each other are one episode. Told events are compared
/// with it.
/// </summary>
internal sealed class Truth
{
    /// <summary>An event belongs to an episode within the match window of EC57.</summary>
    private const double MatchMs = 150;

    private readonly List<TruthEpisode> _episodes = [];
    private readonly int _match;

    private Truth(SampleRate chipRate) => _match = chipRate.Samples(MatchMs);

    public IReadOnlyList<TruthEpisode> Episodes => _episodes;

    public static Truth OfSynthetic(SampleRate rate, SyntheticEcgSettings settings, SyntheticScript script,
        double seconds)
    {
        Truth truth = new(rate);
        SyntheticTruth known = new(rate, settings, script, seconds);
        truth.AddBeats(known.Beats.Where(b => !b.Obscured).Select(b => (b.SampleIndex, Name(b.Class))));
        truth.AddPauses(rate, script, known);
        return truth;

        static string? Name(SyntheticBeatClass of) =>
            of == SyntheticBeatClass.Normal ? null : of.ToString().ToLowerInvariant();
    }

    /// <summary>None where the record has no reference annotations.</summary>
    public static Truth? OfRecord(WfdbRecord record, SampleRate chipRate)
    {
        if (!File.Exists(record.AnnotationPath("atr")))
        {
            return null;
        }

        Truth truth = new(chipRate);
        double ratio = chipRate.Hz / record.Header.SampleRate.Hz;
        truth.AddBeats(record.ReadAnnotations("atr").Where(a => a.Code.IsBeat)
            .Select(a => ((long)(a.SampleIndex * ratio), Name(a.Code))));
        return truth;

        static string? Name(AnnotationCode code) => code.Mnemonic switch
        {
            "V" or "E" => "ventricular",
            "A" or "a" or "J" or "S" => "supraventricular",
            "F" => "fusion",
            _ => null,
        };
    }

    /// <summary>Episodes from this sample on that at least one event fell into.</summary>
    public int Found(IReadOnlyCollection<long> eventIndexes, long from) =>
        _episodes.Count(e => e.Start >= from && eventIndexes.Any(index => Covers(e, index)));

    /// <summary>Episodes from this sample on.</summary>
    public int Count(long from) => _episodes.Count(e => e.Start >= from);

    /// <summary>Events that no episode explains.</summary>
    public int Unexplained(IReadOnlyCollection<long> eventIndexes) =>
        eventIndexes.Count(index => !_episodes.Any(e => Covers(e, index)));

    private bool Covers(TruthEpisode episode, long index) =>
        index >= episode.Start - _match && index <= episode.End + _match;

    private void AddBeats(IEnumerable<(long SampleIndex, string? Kind)> beats)
    {
        bool open = false;
        foreach ((long index, string? kind) in beats)
        {
            if (kind is not null && open)
            {
                _episodes[^1] = _episodes[^1] with { End = index };
            }
            else if (kind is not null)
            {
                _episodes.Add(new TruthEpisode(index, index, kind));
            }

            open = kind is not null;
        }
    }

    // A pause is the interval from the beat before it to the beat that ends it.
    private void AddPauses(SampleRate rate, SyntheticScript script, SyntheticTruth known)
    {
        foreach (SyntheticEpisode pause in script.Episodes.Where(e => e.Kind == SyntheticEpisodeKind.Pause))
        {
            long start = (long)(pause.StartSeconds * rate.Hz);
            long end = known.Beats.Select(b => b.SampleIndex)
                .FirstOrDefault(i => i > start + (long)(pause.DurationSeconds * rate.Hz / 2), start);
            long before = known.Beats.Select(b => b.SampleIndex).LastOrDefault(i => i <= start, start);
            _episodes.Add(new TruthEpisode(before, end, "pause"));
        }
    }
}
