namespace EdgeEcg.Scoring;

/// <summary>
/// A collection of this wearer's normal beats, and how far another beat is from the nearest of them, part by
/// part and lead by lead. Several shapes of normal (postures, a bundle branch block that comes and goes)
/// need no special care: each has its own neighbours. Those learned first stay; behind them a ring holds
/// recent ones, by which the collection follows slow change.
/// </summary>
internal sealed class NormalBeats
{
    public const int MostLearned = 192;
    public const int MostRecent = 64;
    private const int Capacity = MostLearned + MostRecent;

    private readonly BeatParts _layout;
    private readonly float[] _parts;
    private readonly float[] _squares;
    private readonly float[] _waveforms;
    private readonly int _valuesPerBeat;
    private int _learned;
    private long _followed;

    public NormalBeats(BeatParts layout, int valuesPerBeat)
    {
        _layout = layout;
        _valuesPerBeat = valuesPerBeat;
        _waveforms = new float[Capacity * valuesPerBeat];
        _parts = new float[Capacity * layout.Values];
        _squares = new float[Capacity * BeatParts.Count * layout.Leads];
    }

    public int Beats { get; private set; }

    public void Clear() => (Beats, _learned, _followed) = (0, 0, 0);

    /// <summary>One of the first; no more than <see cref="MostLearned"/>.</summary>
    public void AddLearned(ReadOnlySpan<float> parts, ReadOnlySpan<float> microvolts)
    {
        Put(_learned++, parts, microvolts);
        Beats = _learned;
    }

    /// <summary>A later one; takes the place of the oldest later one.</summary>
    public void AddRecent(ReadOnlySpan<float> parts, ReadOnlySpan<float> microvolts)
    {
        int slot = _learned + (int)(_followed++ % MostRecent);
        Put(slot, parts, microvolts);
        Beats = Math.Max(Beats, slot + 1);
    }

    /// <summary>The waveform of one of the beats, in µV.</summary>
    public ReadOnlySpan<float> Waveform(int beat) => _waveforms.AsSpan(beat * _valuesPerBeat, _valuesPerBeat);

    /// <summary>Compares a beat with all; then ask for distances.</summary>
    public void Compare(ReadOnlySpan<float> parts)
    {
        for (int part = 0; part < BeatParts.Count; part++)
        {
            for (int lead = 0; lead < _layout.Leads; lead++)
            {
                CompareRange(parts, _layout.RangeOf(part, lead), Index(0, part, lead));
            }
        }
    }

    /// <summary>Of one part in one lead.</summary>
    public float LeadDistance(int part, int lead)
    {
        NearestThree nearest = new();
        for (int beat = 0; beat < Beats; beat++)
        {
            nearest.Add(_squares[Index(beat, part, lead)]);
        }

        return nearest.MeanDistance();
    }

    /// <summary>Of one part in all leads together.</summary>
    /// <param name="part">One of <see cref="BeatParts"/>.</param>
    /// <param name="leadWeights">How much each lead's square counts.</param>
    /// <param name="except">A beat that is left out: to ask how far one of them is from the rest.</param>
    public float Distance(int part, ReadOnlySpan<float> leadWeights, int except = -1)
    {
        NearestThree nearest = new();
        for (int beat = 0; beat < Beats; beat++)
        {
            float square = 0;
            for (int lead = 0; lead < leadWeights.Length; lead++)
            {
                square += leadWeights[lead] * _squares[Index(beat, part, lead)];
            }

            nearest.Add(beat == except ? float.PositiveInfinity : square);
        }

        return nearest.MeanDistance();
    }

    /// <summary>The median distance of the learned ones from each other: how much normal varies.</summary>
    public void Spread(ReadOnlySpan<float> leadWeights, Span<float> spread)
    {
        float[,] distances = new float[BeatParts.Count, _learned];
        for (int beat = 0; beat < _learned; beat++)
        {
            Compare(PartsOf(beat));
            for (int part = 0; part < BeatParts.Count; part++)
            {
                distances[part, beat] = Distance(part, leadWeights, except: beat);
            }
        }

        float[] ofPart = new float[_learned];
        for (int part = 0; part < BeatParts.Count; part++)
        {
            for (int beat = 0; beat < _learned; beat++)
            {
                ofPart[beat] = distances[part, beat];
            }

            ofPart.AsSpan().Sort();
            spread[part] = ofPart[_learned / 2];
        }
    }

    // The inner loop of the device: 256 beats of 284 values for every beat.
    private void CompareRange(ReadOnlySpan<float> parts, Range range, int firstSquare)
    {
        (int offset, int length) = range.GetOffsetAndLength(_layout.Values);
        ReadOnlySpan<float> part = parts.Slice(offset, length);
        int squaresPerBeat = BeatParts.Count * _layout.Leads;
        for (int beat = 0; beat < Beats; beat++)
        {
            ReadOnlySpan<float> other = _parts.AsSpan(beat * _layout.Values + offset, length);
            _squares[beat * squaresPerBeat + firstSquare] = SquaredDistance.Of(part, other);
        }
    }

    private int Index(int beat, int part, int lead) =>
        (beat * BeatParts.Count + part) * _layout.Leads + lead;

    private void Put(int slot, ReadOnlySpan<float> parts, ReadOnlySpan<float> microvolts)
    {
        parts.CopyTo(PartsOf(slot));
        microvolts.CopyTo(_waveforms.AsSpan(slot * _valuesPerBeat, _valuesPerBeat));
    }

    private Span<float> PartsOf(int beat) => _parts.AsSpan(beat * _layout.Values, _layout.Values);
}
