using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor;

/// <summary>
/// Moves entries from the journal to the connection and answers back: alarms first, then what describes the
/// present, then live telemetry, then late telemetry at its pace. An entry leaves the journal when the broker
/// has said that it has it. For the publisher's thread.
/// </summary>
internal sealed class DeliveryPump
{
    private readonly MqttSession _session;
    private readonly JournalReader _reader;
    private readonly DeviceTopics _topics;
    private readonly Func<JournalGap, HistoryGapMessage> _describeGap;
    private readonly Func<DateTimeOffset?> _wallTime;
    private readonly JournalTurns _turns;
    private readonly Dictionary<long, JournalEntry> _inFlight = [];

    private (long PublishId, JournalGap Gap) _gapInFlight;

    public DeliveryPump(
        MqttSession session, JournalReader reader, DeviceTopics topics, JournalLimits limits,
        Func<JournalGap, HistoryGapMessage> describeGap, Func<DateTimeOffset?> wallTime, TimeProvider time)
    {
        _session = session;
        _reader = reader;
        _topics = topics;
        _describeGap = describeGap;
        _wallTime = wallTime;
        _turns = new JournalTurns(reader, limits, time);
    }

    /// <summary>Messages that a newer one has made pointless, or that expired.</summary>
    public long Superseded { get; private set; }

    /// <summary>Hands over what the connection takes.</summary>
    public void Send()
    {
        bool more = _session.State is MqttSessionState.Connected;
        while (more)
        {
            more = _turns.TryNext(out JournalEntry entry) ? Send(entry) : TrySendGap();
        }
    }

    public void Take(in MqttLinkEvent happened)
    {
        switch (happened.Kind)
        {
            case MqttLinkEventKind.Published:
                TakeAnswer(happened.PublishId, happened.Reason);
                break;
            case MqttLinkEventKind.Disconnected:
                _inFlight.Clear();
                _gapInFlight = default;
                _turns.ReturnAll();
                break;
            default:
                break;
        }
    }

    /// <returns>Whether the connection may take another.</returns>
    private bool Send(JournalEntry entry)
    {
        if (MessageOf(entry) is not { } message)
        {
            Superseded++;
            _reader.Confirm(entry);
            return true;
        }

        switch (_session.TryPublish(message, out long publishId))
        {
            case PublishOutcome.Accepted:
                _inFlight.Add(publishId, entry);
                return true;
            case PublishOutcome.NotConnected or PublishOutcome.InFlightFull:
                _turns.Hold(entry);
                return false;
            default:
                _reader.Refuse(entry, forEver: true);
                return true;
        }
    }

    private MqttMessage? MessageOf(JournalEntry entry)
    {
        if (_reader.IsExpired(entry))
        {
            return null;
        }

        bool isLate = entry.Lane is not JournalLane.Present && _reader.IsLate(entry);
        MqttMessage? message = isLate
            ? LateMessages.Of(entry, _topics, _reader.IsSuperseded(entry), _wallTime())
            : entry.Message;
        return message is { } there
            ? there with { Retain = there.Retain && _session.Limits.RetainAvailable }
            : null;
    }

    private bool TrySendGap()
    {
        if (_gapInFlight.PublishId == 0 && _reader.TryTakeGap(out JournalGap gap)
            && _session.TryPublish(OutgoingMessages.From(_topics, _describeGap(gap)), out long publishId)
                is PublishOutcome.Accepted)
        {
            _gapInFlight = (publishId, gap);
        }

        return false;
    }

    private void TakeAnswer(long publishId, MqttReasonCode reason)
    {
        if (publishId == _gapInFlight.PublishId)
        {
            if (!reason.IsRefusal)
            {
                _reader.ConfirmGap(_gapInFlight.Gap);
            }

            _gapInFlight = default;
        }
        else if (_inFlight.Remove(publishId, out JournalEntry? entry) && reason.IsRefusal)
        {
            _reader.Refuse(entry, IsForEver(reason));
        }
        else if (entry is not null)
        {
            _reader.Confirm(entry);
        }
    }

    // The message itself is what the broker minds; with any other reason a later attempt may go well.
    private static bool IsForEver(MqttReasonCode reason) => reason is MqttReasonCode.MalformedPacket
        or MqttReasonCode.TopicNameInvalid or MqttReasonCode.PacketTooLarge
        or MqttReasonCode.PayloadFormatInvalid or MqttReasonCode.QosNotSupported;
}
