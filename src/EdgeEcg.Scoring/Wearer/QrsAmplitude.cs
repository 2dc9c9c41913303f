namespace EdgeEcg.Scoring;

/// <summary>Peak to peak of the QRS in the lead where it is tallest, in µV.</summary>
internal sealed class QrsAmplitude
{
    /// <summary>A QRS smaller than this is noise; dividing by less would only enlarge it.</summary>
    public const float LeastMicrovolts = 50;

    private readonly BeatParts _layout;

    public QrsAmplitude(BeatParts layout) => _layout = layout;

    public float Microvolts(ReadOnlySpan<float> waveform)
    {
        float tallest = LeastMicrovolts;
        for (int lead = 0; lead < _layout.Leads; lead++)
        {
            tallest = Math.Max(tallest, OfLead(waveform, lead));
        }

        return tallest;
    }

    public float OfLead(ReadOnlySpan<float> waveform, int lead)
    {
        float highest = float.MinValue;
        float lowest = float.MaxValue;
        foreach (float value in waveform[_layout.InWaveform(BeatParts.Qrs, lead)])
        {
            highest = Math.Max(highest, value);
            lowest = Math.Min(lowest, value);
        }

        return highest - lowest;
    }
}
