using System.Text.Json.Nodes;
using EdgeEcg.Core;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary><c>export_strip</c>: an earlier stretch of ECG, as a strip with an event of its own.</summary>
public sealed class ExportStripCommand(HeartMonitor monitor, SampleRate rate)
{
    private const double DefaultSeconds = 10;
    private const double MostSeconds = 60;

    public RemoteCommand Command => new("export_strip", Run);

    private void Run(CommandFields fields, CommandCall call)
    {
        double seconds = fields.Number("seconds", 1, MostSeconds, "seconds") ?? DefaultSeconds;
        DateTimeOffset? time = fields.Time("start");
        long? index = fields.Index("start_sample_index");
        fields.End();
        if (time is not null && index is not null)
        {
            throw new CommandRefusedException(
                ReplyError.BadRequest,
                "The fields start and start_sample_index are both there, expected one of them.");
        }

        int samples = rate.Samples(1000 * seconds);
        call.Expect(monitor.TryAsk(() => Export(call, time, index, samples)));
    }

    private void Export(CommandCall call, DateTimeOffset? time, long? index, int samples)
    {
        AnomalyMonitor seen = monitor.Monitor;
        if (time is not null && monitor.Messages.Now is null)
        {
            call.Refuse(ReplyError.Conflict, "The device's clock is not set; give start_sample_index.");
            return;
        }

        long start = index
            ?? (time is { } t ? monitor.Messages.SampleIndexAt(t) : seen.Last.SampleIndex + 1 - samples);
        if (seen.TryExportStrip(start, samples, out EventId id))
        {
            call.Answer(new JsonObject
            {
                ["event_id"] = id.ToString(),
                ["strip_ref"] = monitor.Topics.Strip(id),
                ["start_sample_index"] = start,
                ["samples"] = samples,
            });
        }
        else
        {
            call.Refuse(
                ReplyError.NotFound,
                $"Samples {start} to {start + samples - 1} are not held, expected within "
                + $"{seen.OldestSampleIndex} to {seen.Last.SampleIndex}.");
        }
    }
}
