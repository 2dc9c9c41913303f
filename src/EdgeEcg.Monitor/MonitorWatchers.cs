using EdgeEcg.Core;
using EdgeEcg.Mqtt;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>Several watchers in the place of one, told in their order.</summary>
public sealed class MonitorWatchers(params IMonitorWatcher[] watchers) : IMonitorWatcher
{
    public void TakeSamples(ReadOnlySpan<SampleFrame> frames)
    {
        foreach (IMonitorWatcher watcher in watchers)
        {
            watcher.TakeSamples(frames);
        }
    }

    public void TakeBeat(in Beat beat, in BeatVerdict verdict, ReadOnlySpan<float> departure)
    {
        foreach (IMonitorWatcher watcher in watchers)
        {
            watcher.TakeBeat(beat, verdict, departure);
        }
    }

    public void TakeMessage(in MqttMessage message)
    {
        foreach (IMonitorWatcher watcher in watchers)
        {
            watcher.TakeMessage(message);
        }
    }
}
