namespace EdgeEcg.Scoring;

/// <summary>The median beats of the wearer's shapes of normal; the nearest one is followed slowly.</summary>
internal sealed class NormalShapes
{
    /// <summary>How much of a new normal beat enters the median beat.</summary>
    private const float FollowingShare = 1 / 64f;

    private readonly BeatParts _layout;
    private readonly int _samples;
    private readonly float[][] _medians;

    public NormalShapes(BeatParts layout, int samples)
    {
        _layout = layout;
        _samples = samples;
        _medians =
            [
                .. Enumerable.Range(0, WearerBaseline.MostShapes)
                    .Select(_ => new float[layout.Leads * samples]),
            ];
    }

    public int Count { get; private set; }

    /// <summary>In µV.</summary>
    public ReadOnlySpan<float> MedianBeat(int shape, int lead) =>
        _medians[shape].AsSpan(lead * _samples, _samples);

    public void Take(LearnedBeats beats, List<BeatCluster> chosen)
    {
        Count = Math.Min(chosen.Count, _medians.Length);
        for (int shape = 0; shape < Count; shape++)
        {
            beats.Median(chosen[shape].Members, _medians[shape]);
        }
    }

    public void MakeRelative(ReadOnlySpan<float> microvolts, float amplitudeMicrovolts, Span<float> relative)
    {
        ReadOnlySpan<float> median = _medians[Nearest(microvolts)];
        float scale = 1 / amplitudeMicrovolts;
        for (int i = 0; i < median.Length; i++)
        {
            relative[i] = (microvolts[i] - median[i]) * scale;
        }
    }

    public void Follow(ReadOnlySpan<float> microvolts)
    {
        float[] median = _medians[Nearest(microvolts)];
        for (int i = 0; i < median.Length; i++)
        {
            median[i] += FollowingShare * (microvolts[i] - median[i]);
        }
    }

    /// <summary>The shape whose QRS is nearest.</summary>
    public int Nearest(ReadOnlySpan<float> microvolts)
    {
        int nearest = 0;
        float least = float.PositiveInfinity;
        for (int shape = 0; shape < Count; shape++)
        {
            float square = 0;
            for (int lead = 0; lead < _layout.Leads; lead++)
            {
                Range qrs = _layout.InWaveform(BeatParts.Qrs, lead);
                square += SquaredDistance.Of(microvolts[qrs], _medians[shape].AsSpan(qrs));
            }

            (nearest, least) = square < least ? (shape, square) : (nearest, least);
        }

        return nearest;
    }
}
