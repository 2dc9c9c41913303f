using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// How noisy it is around the QRS, lead by lead: the mean square of what departs from the wearer's normal
/// beat where a QRS cannot reach, apart from its level. Before the QRS the usual of the last beats is taken,
/// because an ectopic beat has another beginning; at the end of the beat, this beat's own.
/// </summary>
internal sealed class NoiseAround
{
    private const int Beats = 8;

    /// <summary>The last 120 ms: there the T wave is over.</summary>
    private const double EndMs = 120;

    private readonly BeatParts _layout;
    private readonly int _samples;
    private readonly int _end;
    private readonly RunningMedian[] _before;
    private readonly float[] _usual;
    private readonly float[] _atEnd;

    public NoiseAround(BeatWindow window, BeatParts layout)
    {
        _layout = layout;
        _samples = window.Samples;
        _end = window.Rate.Samples(EndMs);
        _before = [.. Enumerable.Range(0, layout.Leads).Select(_ => new RunningMedian(Beats))];
        _usual = new float[layout.Leads];
        _atEnd = new float[layout.Leads];
    }

    /// <summary>Before the QRS of the beats until now, per lead.</summary>
    public ReadOnlySpan<float> Usual => _usual;

    /// <summary>At the end of this beat, per lead.</summary>
    public ReadOnlySpan<float> AtEnd => _atEnd;

    /// <param name="relative">The beat less the normal one, in shares of the amplitude.</param>
    public void Take(ReadOnlySpan<float> relative)
    {
        for (int lead = 0; lead < _before.Length; lead++)
        {
            RunningMedian before = _before[lead];
            float now = Variance(relative[_layout.InWaveform(BeatParts.Before, lead)]);
            _usual[lead] = before.Count == 0 ? now : before.Value;
            before.Add(now);
            _atEnd[lead] = Variance(relative.Slice((lead + 1) * _samples - _end, _end));
        }
    }

    public void Clear()
    {
        foreach (RunningMedian before in _before)
        {
            before.Clear();
        }
    }

    private static float Variance(ReadOnlySpan<float> values)
    {
        (float sum, float squares) = (0, 0);
        foreach (float value in values)
        {
            sum += value;
            squares += value * value;
        }

        float mean = sum / values.Length;
        return Math.Max(0, squares / values.Length - mean * mean);
    }
}
