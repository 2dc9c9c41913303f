using EdgeEcg.Core;

namespace EdgeEcg.Ads1292;

/// <summary>
/// From the comparators' bits, which chatter while an electrode comes loose, to losses and returns that mean
/// something: an electrode is off once its bit has said so without a break for <see cref="LossMs"/>, and on
/// again once it has been quiet for <see cref="ReturnMs"/>. Returning takes longer, because the input needs
/// that long to settle. Lost samples count as time in which nothing changed. Allocates nothing per sample.
/// </summary>
public sealed class LeadMonitor
{
    public const double LossMs = 200;
    public const double ReturnMs = 1000;

    private const int ElectrodeCount = 5;

    private readonly long[] _changedAt = new long[ElectrodeCount];
    private readonly Electrodes _watched;
    private readonly int _lossSamples;
    private readonly int _returnSamples;
    private Electrodes _lastRaw;

    /// <param name="watched">Electrodes whose bits mean something; the others count as connected.</param>
    /// <param name="rate">Of the frames.</param>
    public LeadMonitor(Electrodes watched, SampleRate rate)
    {
        _watched = watched;
        _lossSamples = Math.Max(1, rate.Samples(LossMs));
        _returnSamples = Math.Max(1, rate.Samples(ReturnMs));
    }

    /// <summary>Electrodes that are off at the moment, debounced.</summary>
    public Electrodes LeadsOff { get; private set; }

    /// <summary>Takes a frame. True where an electrode was lost or returned with it.</summary>
    public bool Update(in Ads1292Frame frame, out LeadChange change)
    {
        Electrodes raw = frame.LeadsOff & _watched;
        MarkChanges(raw, frame.SampleIndex);
        if (raw == LeadsOff)
        {
            change = default;
            return false;
        }

        Electrodes lost = Due(raw & ~LeadsOff, frame.SampleIndex, _lossSamples);
        Electrodes returned = Due(LeadsOff & ~raw, frame.SampleIndex, _returnSamples);
        LeadsOff = (LeadsOff | lost) & ~returned;
        change = new LeadChange(frame.SampleIndex, lost, returned);
        return lost != Electrodes.None || returned != Electrodes.None;
    }

    private void MarkChanges(Electrodes raw, long sampleIndex)
    {
        if (raw == _lastRaw)
        {
            return;
        }

        for (int i = 0; i < ElectrodeCount; i++)
        {
            if ((((int)raw ^ (int)_lastRaw) >> i & 1) != 0)
            {
                _changedAt[i] = sampleIndex;
            }
        }

        _lastRaw = raw;
    }

    /// <summary>
    /// Of the candidates, those whose bit has not changed for long enough; this sample included.
    /// </summary>
    private Electrodes Due(Electrodes candidates, long sampleIndex, int samples)
    {
        Electrodes due = Electrodes.None;
        for (int i = 0; i < ElectrodeCount; i++)
        {
            if (((int)candidates >> i & 1) != 0 && sampleIndex - _changedAt[i] + 1 >= samples)
            {
                due |= (Electrodes)(1 << i);
            }
        }

        return due;
    }
}
