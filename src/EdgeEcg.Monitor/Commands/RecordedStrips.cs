using System.Globalization;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// Finds stretches in what was recorded, by this run or by earlier ones, and says why where one is not there:
/// it made room for newer ones, it never was recorded, or nothing is recorded at all. Reads the disk, so it
/// belongs to a thread that may wait.
/// </summary>
public sealed class RecordedStrips(MonitorConfiguration configuration)
{
    private readonly string _folder = configuration.Storage.Recordings;

    /// <param name="wanted">What is asked for.</param>
    /// <param name="ownBoot">Of this run.</param>
    /// <exception cref="CommandRefusedException">It is not there; the message says why.</exception>
    public StripFound Find(StripWanted wanted, string ownBoot)
    {
        try
        {
            RecordingCatalog catalog = RecordingCatalog.Read(_folder);
            if (catalog.Recordings.Count == 0)
            {
                throw Unrecorded(NotFound("Nothing is recorded yet."));
            }

            return wanted.Event is { } id ? AroundEvent(wanted, Of(catalog, id.Boot), id)
                : wanted.StartSample is { } start
                    ? AtSample(wanted, Of(catalog, wanted.BootId ?? ownBoot), start, start)
                : wanted.Start is { } time ? AtTime(wanted, catalog, time)
                : throw NotFound("The newest stretch is not there yet.");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException
            or BadRecordException)
        {
            throw new CommandRefusedException(
                ReplyError.Failed, $"The recording could not be read: {trouble.Message}");
        }
    }

    private StoredRecording Of(RecordingCatalog catalog, string boot) =>
        catalog.Recordings.LastOrDefault(r => r.Info.Boot == boot)
        ?? throw Unrecorded(NotFound(
            $"The recordings hold nothing of the run {boot}: it never recorded, or had to make room."));

    private static StripFound AroundEvent(StripWanted wanted, StoredRecording recording, EventId id)
    {
        string text = id.ToString();
        RecordedEvent happened = recording.Events().FirstOrDefault(e => e.Id == text)
            ?? throw (HasLostItsBeginning(recording)
                ? Evicted($"{recording.Name} has no event {text} any more")
                : NotFound($"{recording.Name} has no event {text}; the newest take some seconds."));
        long start = Math.Min(
            wanted.StartAround(happened.SampleIndex, recording.Info.Rate),
            recording.Span.End - wanted.SamplesAt(recording.Info.Rate));
        return AtSample(wanted, recording, Math.Max(0, start), happened.SampleIndex);
    }

    private StripFound AtTime(StripWanted wanted, RecordingCatalog catalog, DateTimeOffset time)
    {
        DateTimeOffset end = time + TimeSpan.FromSeconds(wanted.Seconds);
        StoredRecording? recording = catalog.Recordings.LastOrDefault(
            r => r.StartTime is { } first && first < end && r.EndTime >= time);
        if (recording is not null)
        {
            // Before its first sample as well: what is asked for is told to its full length.
            double early = Math.Max(0, (recording.StartTime!.Value - time).TotalSeconds);
            long start = recording.SampleAt(time)!.Value - (long)(early * recording.Info.Rate.Hz);
            return AtSample(wanted, recording, Math.Max(0, start), Math.Max(0, start));
        }

        StoredRecording oldest = catalog.Recordings[0];
        throw oldest.StartTime > time && HasPredecessors(oldest)
            ? Evicted($"What is still recorded begins at {Text(oldest.StartTime)}")
            : Unrecorded(NotFound(
                $"Nothing is recorded from {Text(time)} to {Text(end)}, or it has no wall time; "
                + $"recordings span {Text(oldest.StartTime)} to {Text(catalog.Recordings[^1].EndTime)}."));
    }

    private static StripFound AtSample(
        StripWanted wanted, StoredRecording recording, long start, long happened)
    {
        int samples = wanted.SamplesAt(recording.Info.Rate);
        if (samples > RecordingExcerpt.MostSamples)
        {
            throw new CommandRefusedException(
                ReplyError.BadRequest,
                $"{samples} samples are too many for one strip, expected at most "
                + $"{RecordingExcerpt.MostSamples}; ask for fewer seconds.");
        }

        SampleSpan span = new(start, start + samples);
        RecordingExcerpt excerpt = RecordingExcerpt.Read(recording, span);
        if (excerpt.MissingSamples == samples)
        {
            throw WhyNot(recording, span);
        }

        ClockState clock = recording.ClockAt(start) switch
        {
            ClockTrust.Synced => ClockState.Synced,
            ClockTrust.Holdover => ClockState.Holdover,
            _ => ClockState.Unset,
        };
        StripStretch stretch = new(
            recording.Info.Boot, start, recording.TimeOf(start), clock, recording.Info.Rate.Hz,
            (int)(happened - start), excerpt.Microvolts);
        return new StripFound(stretch, excerpt.MissingSamples, excerpt.DamagedSamples);
    }

    // Segments are numbered without gaps, so a number that is missing was there once.
    private static CommandRefusedException WhyNot(StoredRecording recording, SampleSpan span)
    {
        string samples = $"samples {span.First} to {span.End - 1}";
        int before = recording.Segments.LastOrDefault(s => s.Start.FirstSample <= span.First)
            ?.Files.Segment ?? 0;
        int after = recording.Segments.FirstOrDefault(s => s.Start.FirstSample > span.First)
            ?.Files.Segment ?? before + 1;
        return after > before + 1
            ? Evicted($"{recording.Name} has {samples} no more")
            : NotFound($"{recording.Name} has no {samples}: they were lost, or are not written yet.");
    }

    private CommandRefusedException Unrecorded(CommandRefusedException otherwise) =>
        configuration.Recording.Enabled
            ? otherwise
            : new CommandRefusedException(
                ReplyError.Unsupported,
                $"{otherwise.Message} The recorder is off (recording.enabled); the newest minutes are held.");

    private static bool HasLostItsBeginning(StoredRecording recording) =>
        recording.Segments[0].Files.Segment > 1;

    private static bool HasPredecessors(StoredRecording oldest) =>
        oldest.Number > 1 || HasLostItsBeginning(oldest);

    private static CommandRefusedException Evicted(string sentence) => new(
        ReplyError.Evicted,
        $"{sentence}: older segments made room for newer ones (recording.most_mb, most_days).");

    private static CommandRefusedException NotFound(string sentence) => new(ReplyError.NotFound, sentence);

    private static string Text(DateTimeOffset? time) => time is { } known
        ? known.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)
        : "an unknown time";
}
