using EdgeEcg.Core.Qrs;

namespace EdgeEcg.Core;

/// <summary>
/// Which lead R peaks are placed in. Beats are cut at the same point of the QRS only if that is seen from the
/// same side, so the lead stays, unless it is worth far less than another (record 103 has one of noise).
/// </summary>
internal sealed class FiducialLead
{
    /// <summary>So many times the worth: on DS1 2 and 3 are alike, below 1.5 leads alternate.</summary>
    private const float ClearlyBetter = 2;

    /// <summary>The worth follows the last 16 beats or so.</summary>
    private const float Learning = 1 / 16f;

    private readonly float[] _worth;
    private int _lead;

    public FiducialLead(int leads) => _worth = new float[leads];

    /// <summary>
    /// The lead for the next beat; while the usual one has no electrodes, another. Where none is usable any
    /// will do: the beat has no quality then.
    /// </summary>
    /// <param name="detector">That found the beat.</param>
    /// <param name="usable">Bit i is set while lead i has its electrodes on, its filters settled.</param>
    public int Next(QrsDetector detector, uint usable)
    {
        int best = _lead;
        for (int lead = 0; lead < _worth.Length; lead++)
        {
            if (IsUsable(usable, lead))
            {
                _worth[lead] += Learning * (detector.WorthOf(lead) - _worth[lead]);
                best = !IsUsable(usable, best) || _worth[lead] > ClearlyBetter * _worth[best] ? lead : best;
            }
        }

        _lead = IsUsable(usable, _lead) ? best : _lead;
        return best;
    }

    private static bool IsUsable(uint usable, int lead) => ((usable >> lead) & 1) != 0;
}
