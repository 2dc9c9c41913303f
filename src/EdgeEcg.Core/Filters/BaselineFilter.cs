namespace EdgeEcg.Core.Filters;

/// <summary>
/// Removes the electrode offset and breathing: a second-order Butterworth high-pass (bilinear transform), in
/// double precision because its poles lie close to 1. Starts settled on the first sample, so that beats can
/// be read at once.
/// </summary>
internal sealed class BaselineFilter
{
    private readonly double _b0;
    private readonly double _a1;
    private readonly double _a2;
    private double _state1;
    private double _state2;
    private bool _started;

    public BaselineFilter(SampleRate rate, double cutoffHz)
    {
        double k = Math.Tan(Math.PI * cutoffHz / rate.Hz);
        double norm = 1 / (1 + Math.Sqrt(2) * k + k * k);
        _b0 = norm;
        _a1 = 2 * (k * k - 1) * norm;
        _a2 = (1 - Math.Sqrt(2) * k + k * k) * norm;
    }

    public float Push(float sample)
    {
        if (!_started)
        {
            // Transposed direct form II settles on a constant x with output 0 in these two states.
            _state1 = -_b0 * sample;
            _state2 = _b0 * sample;
            _started = true;
        }

        double output = _b0 * sample + _state1;
        _state1 = -2 * _b0 * sample - _a1 * output + _state2;
        _state2 = _b0 * sample - _a2 * output;
        return (float)output;
    }
}
