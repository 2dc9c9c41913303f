using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// How much each lead counts: motion and loose electrodes mostly spoil one lead at a time (records 103 and
/// 200), and an ectopic beat shows in both. A lead's noise is how far what is before the QRS is from normal,
/// now or in the middle of the last 8 beats; its weight is the square of the quietest lead's noise over its
/// own. The quietest lead always counts 1, a lead without electrodes nothing.
/// </summary>
internal sealed class LeadTrust
{
    private const int Beats = 8;

    /// <summary>Noise below this share of the amplitude is no reason to prefer another lead.</summary>
    private const float Floor = 0.03f;

    private readonly RunningMedian[] _usual;
    private readonly float[] _noise;
    private readonly float[] _weights;

    public LeadTrust(int leads)
    {
        _usual = [.. Enumerable.Range(0, leads).Select(_ => new RunningMedian(Beats))];
        _noise = new float[leads];
        _weights = new float[leads];
    }

    /// <summary>One weight per lead, of its squares.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>The least of the weights of leads that have electrodes.</summary>
    public float Least { get; private set; }

    /// <summary>After <see cref="NormalBeats.Compare"/>.</summary>
    /// <param name="normal">What a beat was compared with.</param>
    /// <param name="usable">Bit i is set while lead i has its electrodes on.</param>
    public void Weigh(NormalBeats normal, uint usable)
    {
        float quietest = float.PositiveInfinity;
        for (int lead = 0; lead < _weights.Length; lead++)
        {
            float now = normal.LeadDistance(BeatParts.Before, lead);
            _usual[lead].Add(now);
            _noise[lead] = Floor + Math.Max(now, _usual[lead].Value);
            quietest = IsUsable(usable, lead) ? Math.Min(quietest, _noise[lead]) : quietest;
        }

        Least = 1;
        for (int lead = 0; lead < _weights.Length; lead++)
        {
            float share = quietest / _noise[lead];
            _weights[lead] = IsUsable(usable, lead) ? Math.Min(1, share * share) : 0;
            Least = IsUsable(usable, lead) ? Math.Min(Least, _weights[lead]) : Least;
        }
    }

    private static bool IsUsable(uint usable, int lead) => ((usable >> lead) & 1) != 0;
}
