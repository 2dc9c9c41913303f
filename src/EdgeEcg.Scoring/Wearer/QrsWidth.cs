using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// How wide a QRS is, without looking for its edges: the standard deviation in time of the energy of the
/// slope, −150 … +150 ms around R, all leads together. About 15 ms for a narrow QRS, 30 to 50 ms for one
/// that spreads from muscle cell to muscle cell.
/// </summary>
internal sealed class QrsWidth
{
    private const double ReachMs = 150;

    private readonly int _samples;
    private readonly int _from;
    private readonly int _to;
    private readonly float _stepMs;

    public QrsWidth(BeatWindow window)
    {
        _samples = window.Samples;
        _from = window.RIndex - window.Rate.Samples(ReachMs);
        _to = window.RIndex + window.Rate.Samples(ReachMs);
        _stepMs = (float)window.Rate.PeriodMs;
    }

    /// <param name="microvolts">Leads × samples.</param>
    /// <param name="leadWeights">How much each lead counts.</param>
    public float Ms(ReadOnlySpan<float> microvolts, ReadOnlySpan<float> leadWeights)
    {
        double energy = 0;
        double moment = 0;
        double squared = 0;
        for (int lead = 0; lead < leadWeights.Length; lead++)
        {
            ReadOnlySpan<float> beat = microvolts.Slice(lead * _samples, _samples);
            for (int i = _from; i < _to; i++)
            {
                double slope = beat[i + 1] - beat[i];
                double share = slope * slope * leadWeights[lead];
                double time = (i - _from) * _stepMs;
                energy += share;
                moment += share * time;
                squared += share * time * time;
            }
        }

        if (energy <= 0)
        {
            return 0;
        }

        double mean = moment / energy;
        return (float)Math.Sqrt(Math.Max(0, squared / energy - mean * mean));
    }
}
