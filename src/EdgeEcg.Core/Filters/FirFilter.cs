namespace EdgeEcg.Core.Filters;

/// <summary>
/// A streaming FIR filter with symmetric (linear-phase) or antisymmetric taps of odd length.
/// </summary>
internal sealed class FirFilter
{
    private readonly float[] _reversedTaps;
    private readonly DelayLine _history;

    public FirFilter(float[] taps)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(taps.Length % 2, 0, nameof(taps));
        DelaySamples = taps.Length / 2;
        _reversedTaps = DelayLine.Padded([.. taps.Reverse()]);
        _history = new DelayLine(taps.Length);
    }

    /// <summary>How many samples the output lags behind the input.</summary>
    public int DelaySamples { get; }

    public float Push(float sample)
    {
        _history.Push(sample);
        return _history.Dot(_reversedTaps);
    }

    /// <summary>As if the input had always had this value.</summary>
    public void Fill(float sample) => _history.Fill(sample);
}
