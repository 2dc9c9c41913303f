using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// Compares a QRS with the wearer's normal one apart from when it comes and how large it is: breathing,
/// posture and fibrillation change the size of a normal QRS, a ventricular beat has another form. The normal
/// one is moved by up to 30 ms and scaled until it fits best; what is left over, as a share of the normal
/// one, is the difference of form. A ventricular beat also rises more slowly, since it spreads from muscle
/// cell to muscle cell. Noise leaves something over too, so that what is left over is also held against how
/// noisy it is (<see cref="NoiseAround"/>).
/// </summary>
internal sealed class QrsForm
{
    private const double ReachMs = 30;

    /// <summary>
    /// A normal beat is hardly less or more than so many times the median one; another scale would fit
    /// noise, or a QRS of the opposite sign.
    /// </summary>
    private const float SmallestScale = 0.4f;
    private const float LargestScale = 2.5f;

    /// <summary>Left over of a normal QRS of a good recording; the square of the least noise.</summary>
    private const float Floor = 0.03f;
    private const float NoiseFloor = 0.05f;

    /// <summary>A lead that shows next to nothing of the normal QRS differs by next to nothing.</summary>
    private const float LeastEnergy = 1e-6f;

    /// <summary>The steepest slope is looked for here: −150 … +170 ms.</summary>
    private const double SlopeBeforeMs = 150;
    private const double SlopeAfterMs = 170;
    private const float SlopeFloor = 1e-3f;

    private readonly int _samples;
    private readonly int _leads;
    private readonly int _from;
    private readonly int _length;
    private readonly Range _slope;
    private readonly int _reach;
    private readonly float[] _beat;
    private readonly float[] _normal;
    private readonly float[] _level;
    private readonly float[] _energy;
    private readonly float[] _leftOver;

    public QrsForm(BeatWindow window, BeatParts layout)
    {
        _samples = window.Samples;
        _leads = layout.Leads;
        (_from, _length) = layout.InWaveform(BeatParts.Qrs, 0).GetOffsetAndLength(_samples);
        _reach = window.Rate.Samples(ReachMs);
        _slope = (window.RIndex - window.Rate.Samples(SlopeBeforeMs))..(window.RIndex
            + window.Rate.Samples(SlopeAfterMs));
        _beat = new float[layout.Leads * _samples];
        _normal = new float[layout.Leads * _samples];
        _level = new float[layout.Leads];
        _energy = new float[layout.Leads];
        _leftOver = new float[layout.Leads];
    }

    /// <summary>Left over in all leads together: 0 the same form, 1 nothing alike.</summary>
    public float Difference { get; private set; }

    /// <summary>How many times what noise leaves over, as usual and around this beat.</summary>
    public float OverNoise { get; private set; }

    /// <summary>How many times what the usual noise leaves over.</summary>
    public float OverUsualNoise { get; private set; }

    /// <summary><see cref="OverNoise"/> where a lead has least; 1 without a lead that counts.</summary>
    public float OverNoiseInBestLead { get; private set; }

    /// <summary>How many times gentler its steepest slope is than the normal one's, as a logarithm.</summary>
    public float Slowness { get; private set; }

    /// <param name="microvolts">Leads × samples.</param>
    /// <param name="amplitudeMicrovolts">Of the wearer's normal QRS.</param>
    /// <param name="relative">The beat less the normal one, in shares of the amplitude.</param>
    /// <param name="leadWeights">How much each lead's square counts.</param>
    /// <param name="noise">Of this beat.</param>
    public void Compare(
        ReadOnlySpan<float> microvolts,
        float amplitudeMicrovolts,
        ReadOnlySpan<float> relative,
        ReadOnlySpan<float> leadWeights,
        NoiseAround noise)
    {
        float scale = 1 / amplitudeMicrovolts;
        for (int i = 0; i < _normal.Length; i++)
        {
            _beat[i] = microvolts[i] * scale;
            _normal[i] = _beat[i] - relative[i];
        }

        float energy = TakeNormal(leadWeights);
        Difference = float.PositiveInfinity;
        _leftOver.AsSpan().Fill(float.PositiveInfinity);
        for (int shift = -_reach; shift <= _reach; shift++)
        {
            CompareMoved(shift, leadWeights, energy);
        }

        HoldAgainst(noise, leadWeights, energy);
        Slowness = MathF.Log((SteepestSlope(_normal, leadWeights) + SlopeFloor)
            / (SteepestSlope(_beat, leadWeights) + SlopeFloor));
    }

    // Levels and energies of the normal QRS.
    private float TakeNormal(ReadOnlySpan<float> leadWeights)
    {
        float total = LeastEnergy;
        for (int lead = 0; lead < _leads; lead++)
        {
            ReadOnlySpan<float> qrs = _normal.AsSpan(lead * _samples + _from, _length);
            (float sum, float squares) = (0, 0);
            foreach (float value in qrs)
            {
                sum += value;
                squares += value * value;
            }

            _level[lead] = sum / qrs.Length;
            _energy[lead] = squares - sum * _level[lead];
            total += leadWeights[lead] * _energy[lead];
        }

        return total;
    }

    private void CompareMoved(int shift, ReadOnlySpan<float> leadWeights, float energy)
    {
        (float beatEnergy, float product) = (0, 0);
        for (int lead = 0; lead < _leads; lead++)
        {
            ReadOnlySpan<float> moved = _beat.AsSpan(lead * _samples + _from + shift, _length);
            ReadOnlySpan<float> normal = _normal.AsSpan(lead * _samples + _from, _length);
            (float sum, float squares, float dot) = (0, 0, 0);
            for (int i = 0; i < moved.Length; i++)
            {
                sum += moved[i];
                squares += moved[i] * moved[i];
                dot += moved[i] * (normal[i] - _level[lead]);
            }

            float ofBeat = squares - sum * sum / moved.Length;
            float ofNormal = _energy[lead] + LeastEnergy;
            _leftOver[lead] = Math.Min(_leftOver[lead], LeftOver(ofBeat, dot, ofNormal));
            beatEnergy += leadWeights[lead] * ofBeat;
            product += leadWeights[lead] * dot;
        }

        Difference = Math.Min(Difference, LeftOver(beatEnergy, product, energy));
    }

    private void HoldAgainst(NoiseAround noise, ReadOnlySpan<float> leadWeights, float energy)
    {
        (float usual, float atEnd) = (0, 0);
        float best = float.PositiveInfinity;
        for (int lead = 0; lead < _leads; lead++)
        {
            float weight = leadWeights[lead];
            usual += weight * noise.Usual[lead];
            atEnd += weight * noise.AtEnd[lead];
            if (weight > 0)
            {
                float share = _length / (_energy[lead] + LeastEnergy);
                float inLead = (noise.Usual[lead] + noise.AtEnd[lead]) * share;
                best = Math.Min(best, Times(_leftOver[lead], inLead));
            }
        }

        float ofAll = _length / energy;
        OverNoise = Times(Difference, (usual + atEnd) * ofAll);
        OverUsualNoise = Times(Difference, usual * ofAll);
        OverNoiseInBestLead = float.IsFinite(best) ? best : 1;
    }

    private static float Times(float leftOver, float noise) =>
        (leftOver + Floor) / MathF.Sqrt(NoiseFloor + noise);

    // Of |beat − scale × normal| over |normal|, at the best scale within its bounds.
    private static float LeftOver(float beatEnergy, float product, float normalEnergy)
    {
        float scale = Math.Clamp(product / normalEnergy, SmallestScale, LargestScale);
        float square = beatEnergy - 2 * scale * product + scale * scale * normalEnergy;
        return MathF.Sqrt(Math.Max(0, square) / normalEnergy);
    }

    private float SteepestSlope(ReadOnlySpan<float> beat, ReadOnlySpan<float> leadWeights)
    {
        float steepest = 0;
        for (int i = _slope.Start.Value; i < _slope.End.Value; i++)
        {
            float square = 0;
            for (int lead = 0; lead < _leads; lead++)
            {
                int at = lead * _samples + i;
                float slope = beat[at + 1] - beat[at];
                square += leadWeights[lead] * slope * slope;
            }

            steepest = Math.Max(steepest, square);
        }

        return MathF.Sqrt(steepest);
    }
}
