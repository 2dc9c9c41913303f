using EdgeEcg.Core;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// The newest minutes of signal, in memory. Belongs to the analysing thread, like the ring itself.
/// </summary>
public sealed class HeldStrips(HeartMonitor monitor, SampleRate rate)
{
    private AnomalyMonitor Seen => monitor.Monitor;

    private long End => Seen.Last.SampleIndex + 1;

    private bool IsClockSet => monitor.Messages.Now is not null;

    /// <summary>Null where it is not held, and the recording may have it.</summary>
    /// <exception cref="CommandRefusedException">Nobody can have it yet.</exception>
    public StripFound? Find(StripWanted wanted)
    {
        int samples = wanted.SamplesAt(rate);
        if (StartOf(wanted, samples) is not { } start)
        {
            return null;
        }

        // The newest stretch, or one around an event, ends with what there is; it may be too long even so.
        if (start + samples > End)
        {
            throw new CommandRefusedException(
                ReplyError.NotFound,
                $"Samples {start} to {start + samples - 1} are not there yet: the newest is {End - 1}.");
        }

        if (start < 0 || !Seen.TryCopy(start, samples, out float[][] leads))
        {
            return null;
        }

        long happened = wanted.Event is { } id ? monitor.RecentEvents.SampleOf(id) ?? start : start;
        StripStretch stretch = monitor.Messages.Stretch(start, (int)(happened - start), leads);
        return new StripFound(stretch, leads[0].Count(float.IsNaN), 0);
    }

    // Of another run, of an event that is not remembered, or at a time that nobody knows: null.
    private long? StartOf(StripWanted wanted, int samples)
    {
        if (wanted.Event is { } id)
        {
            return monitor.RecentEvents.SampleOf(id) is { } at
                ? Math.Max(0, Math.Min(wanted.StartAround(at, rate), End - samples))
                : null;
        }

        if (wanted.StartSample is { } index)
        {
            return wanted.BootId is null || wanted.BootId == monitor.Messages.BootId ? index : null;
        }

        return wanted.Start is not { } time ? Math.Max(0, End - samples)
            : IsClockSet ? monitor.Messages.SampleIndexAt(time)
            : null;
    }
}
