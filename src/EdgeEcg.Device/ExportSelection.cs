using System.Globalization;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Device;

/// <summary>Which stretches of which recordings a command line means.</summary>
/// <param name="Stretches">Each with the name of its files.</param>
internal sealed record ExportSelection(
    IReadOnlyList<(StoredRecording Recording, SampleSpan Span, string Name)> Stretches)
{
    /// <summary>Recordings, or one of them, as far as they lie between two times.</summary>
    /// <exception cref="BadRecordException">There is none.</exception>
    public static ExportSelection OfTime(
        RecordingCatalog catalog, string folder, string? name, DateTimeOffset? from, DateTimeOffset? to)
    {
        IReadOnlyList<StoredRecording> recordings = name is null
            ? catalog.Recordings
            : [Named(catalog, folder, name)];
        bool all = from is null && to is null;
        List<(StoredRecording, SampleSpan, string)> stretches = [];
        foreach (StoredRecording recording in recordings)
        {
            SampleSpan? wanted = all ? recording.Span : Between(recording, from, to);
            if (wanted is null)
            {
                Console.Error.WriteLine(
                    $"edgeecg: {recording.Name} has no wall time and is left out; ask for it by its name");
            }
            else if (wanted.Value.Length > 0)
            {
                stretches.Add((recording, wanted.Value, NameOf(recording, wanted.Value, all)));
            }
        }

        return stretches.Count > 0
            ? new ExportSelection(stretches)
            : throw BadRecordException.InFile(folder, "nothing recorded then", "a time that --list shows");
    }

    /// <summary>What lies around an event.</summary>
    /// <exception cref="BadRecordException">There is no such event.</exception>
    public static ExportSelection OfEvent(
        RecordingCatalog catalog, string folder, string id, int aroundSeconds)
    {
        if (!EventId.TryParse(id, out EventId parsed))
        {
            throw BadRecordException.InFile("--event", $"'{id}'", "an id, device.boot.sequence");
        }

        StoredRecording recording = Named(catalog, folder, parsed.Boot);
        RecordedEvent happened = recording.Events().FirstOrDefault(e => e.Id == id)
            ?? throw BadRecordException.InFile(
                recording.Folder, $"no event '{id}'",
                "one that is still recorded (the newest take some seconds)");
        long around = (long)(aroundSeconds * recording.Info.Rate.Hz);
        SampleSpan span = new SampleSpan(happened.SampleIndex - around, happened.SampleIndex + around)
            .Within(recording.Span);
        string name = string.Create(
            CultureInfo.InvariantCulture, $"{parsed.Device}_{recording.Name}_event{parsed.Sequence}");
        return new ExportSelection([(recording, span, name)]);
    }

    private static StoredRecording Named(RecordingCatalog catalog, string folder, string name) =>
        catalog.Find(name) ?? throw BadRecordException.InFile(
            folder, $"no recording '{name}'", "one that edgeecg export --list shows");

    private static SampleSpan? Between(StoredRecording recording, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (recording.StartTime is null)
        {
            return null;
        }

        long first = from is { } earliest ? recording.SampleAt(earliest)!.Value : recording.Span.First;
        long end = to is { } latest ? recording.SampleAt(latest)!.Value : recording.Span.End;
        return new SampleSpan(first, end).Within(recording.Span);
    }

    private static string NameOf(StoredRecording recording, SampleSpan span, bool whole) => string.Create(
        CultureInfo.InvariantCulture,
        $"{recording.Info.Device}_{recording.Name}{(whole ? "" : $"_{span.First}")}");
}
