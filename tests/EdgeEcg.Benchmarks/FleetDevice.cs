using EdgeEcg.Mqtt;

namespace EdgeEcg.Benchmarks;

/// <summary>One connection of a <see cref="FleetLoad"/>, and when it sends what.</summary>
internal sealed class FleetDevice : IDisposable
{
    private readonly (MqttMessage Message, int EverySeconds)[] _messages;
    private readonly TimeSpan[] _dueAt;
    private int _unanswered;

    /// <param name="session">Owned from here on.</param>
    /// <param name="number">Spreads the devices over the time.</param>
    public FleetDevice(MqttSession session, (MqttMessage Message, int EverySeconds)[] messages, int number)
    {
        Session = session;
        _messages = messages;
        _dueAt = [.. messages.Select(m => TimeSpan.FromSeconds(1 + (number * 0.37 % m.EverySeconds)))];
    }

    public MqttSession Session { get; }

    public long Sent { get; private set; }

    /// <summary>Something has not been acknowledged.</summary>
    public bool IsBusy => _unanswered > 0;

    /// <param name="at">Since the start.</param>
    /// <param name="maySend">Otherwise only answers are taken.</param>
    public void Step(TimeSpan at, bool maySend)
    {
        Session.Poll(TimeSpan.Zero);
        while (Session.TryDequeue(out MqttLinkEvent happened))
        {
            _unanswered -= happened.Kind is MqttLinkEventKind.Published ? 1 : 0;
        }

        for (int i = 0; maySend && i < _messages.Length; i++)
        {
            if (at >= _dueAt[i] && Session.TryPublish(_messages[i].Message, out _) is PublishOutcome.Accepted)
            {
                Sent++;
                _unanswered++;
                _dueAt[i] += TimeSpan.FromSeconds(_messages[i].EverySeconds);
            }
        }
    }

    public void Dispose() => Session.Dispose();
}
