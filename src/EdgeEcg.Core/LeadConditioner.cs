using EdgeEcg.Core.Filters;

namespace EdgeEcg.Core;

/// <summary>
/// Makes one lead ready for beats to be looked at: converts it to the analysis rate, takes out the electrode
/// offset and breathing (0.5 Hz high-pass), and keeps the band in which the beat's shape lies (to 40 Hz,
/// linear phase), which also takes out mains hum at 50 and 60 Hz by 60 dB. Both outputs are aligned with the
/// input: the sample with index k is the signal at input time k·(input rate / analysis rate).
/// </summary>
internal sealed class LeadConditioner
{
    private const double BaselineHz = 0.5;
    private const double BandHz = 40;

    /// <summary>
    /// Transition 40…49 Hz at 250 Hz with 60 dB beyond (Kaiser: taps = 60 dB - 7.95 / (14.36·9/250) + 1).
    /// </summary>
    private const int BandTaps = 103;

    private const double BandKaiserBeta = 5.65;

    /// <summary>
    /// Held: the longest window that may still be asked for, and the look-ahead of the detector.
    /// </summary>
    private const double RememberedMs = 4000;

    private readonly RateConverter _converter;
    private readonly BaselineFilter _baseline;
    private readonly FirFilter _band;
    private int _unripe;

    public LeadConditioner(SampleRate input, SampleRate analysis)
    {
        _converter = new RateConverter(input, analysis);
        _baseline = new BaselineFilter(analysis, BaselineHz);
        _band = new FirFilter(FirDesign.LowPass(analysis, BandHz + 4.5, BandTaps, BandKaiserBeta));
        _unripe = _band.DelaySamples;
        Conditioned = new SignalRing(analysis.Samples(RememberedMs));
        ConversionDelayMs = input.Milliseconds(_converter.LookAheadSamples + 1);
        DelayMs = ConversionDelayMs + analysis.Milliseconds(_band.DelaySamples);
    }

    /// <summary>The conditioned signal in µV at the analysis rate.</summary>
    public SignalRing Conditioned { get; }

    /// <summary>How far the unfiltered signal at the analysis rate lags behind the input.</summary>
    public double ConversionDelayMs { get; }

    /// <summary>How far the conditioned signal lags behind the input.</summary>
    public double DelayMs { get; }

    /// <summary>
    /// The input time, in input samples, of analysis sample <paramref name="analysisIndex"/>.
    /// </summary>
    public double InputTime(double analysisIndex) => _converter.InputTime(analysisIndex);

    public void Push(float microvolts) => _converter.Push(microvolts);

    /// <summary>
    /// Takes the next unfiltered sample at the analysis rate, and conditions it on the way.
    /// </summary>
    public bool TryTake(out float microvolts)
    {
        if (!_converter.TryTake(out microvolts))
        {
            return false;
        }

        float conditioned = _band.Push(_baseline.Push(microvolts));
        if (_unripe > 0)
        {
            _unripe--;
        }
        else
        {
            Conditioned.Append(conditioned);
        }

        return true;
    }
}
