using System.Runtime.InteropServices;

namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>
/// One native instance for one connection attempt, thrown away when it ends. A fresh instance per connection
/// is the rule that keeps libmosquitto's own queue out of the game: an instance that reconnects would resend
/// what was in flight by itself, behind the back of the journal, and 2.0.11 also carries stale TLS state over
/// a reconnect.
/// </summary>
internal sealed unsafe class MosquittoConnection : IDisposable
{
    // More is never useful: the first line names the file or the alert, the rest is OpenSSL's call stack.
    private const int MaxErrors = 4;

    private readonly MqttOptions _options;
    private readonly MqttEventInbox _events;
    private readonly MosquittoHandle _instance;
    private readonly Dictionary<int, long> _inFlight = [];
    private readonly Dictionary<int, string> _subscribing = [];
    private readonly List<string> _errors = [];
    private GCHandle _self;
    private Exception? _fault;
    private int _writtenPacketId;
    private long _verifyResult;
    private bool _hasProperties;

    public MosquittoConnection(MqttOptions options, MqttEventInbox events)
    {
        _options = options;
        _events = events;
        _self = GCHandle.Alloc(this);
        bool cleanStart = options.SessionExpiry <= TimeSpan.Zero;
        _instance = MosquittoNative.New(options.ClientId, cleanStart, GCHandle.ToIntPtr(_self));
        if (_instance.IsInvalid)
        {
            throw new ArgumentException(
                $"The client id '{options.ClientId}' is not one that MQTT allows.", nameof(options));
        }

        MosquittoCallbacks.Attach(_instance);
    }

    public bool IsConnected { get; private set; }

    /// <summary>Not None: the connection is over.</summary>
    public MqttFailure Failure { get; private set; }

    public MqttReasonCode Reason { get; private set; }

    public MqttServerLimits Limits { get; private set; }

    public int InFlight => _inFlight.Count;

    public string? Detail => _errors.Count == 0 ? null : string.Join("; ", _errors);

    /// <summary>-1 while there is none.</summary>
    public int Socket => MosquittoNative.GetSocket(_instance);

    public bool WantsWrite => MosquittoNative.WantsWrite(_instance);

    /// <summary>
    /// Resolves the name, opens the socket and queues CONNECT. Trouble shows in <see cref="Failure"/>.
    /// </summary>
    public void Open(MqttProtocol protocol, MqttMessage? lastWill)
    {
        if (!MosquittoSettings.TryApply(_instance, _options, protocol, lastWill, out string? unusableFile))
        {
            _errors.Add(unusableFile!);
            Failure = MqttFailure.TlsFileUnusable;
            return;
        }

        _hasProperties = protocol is MqttProtocol.V5;
        uint sessionExpirySeconds = _hasProperties ? (uint)_options.SessionExpiry.TotalSeconds : 0;
        using MosquittoProperties properties = MosquittoProperties.ForConnect(sessionExpirySeconds);
        Note(MosquittoNative.Connect(
            _instance, _options.Host, _options.Port, (int)_options.KeepAlive.TotalSeconds, null,
            properties.List));
    }

    /// <summary>Does what the socket is ready for, and the keep-alive.</summary>
    public void Step(SocketEvents ready)
    {
        const SocketEvents broken = SocketEvents.Error | SocketEvents.HungUp;
        SocketEvents readOn = SocketEvents.Readable | broken;
        if (!IsConnected)
        {
            // A TLS handshake that waits for room to write goes on in the reader.
            readOn |= SocketEvents.Writable;
        }

        if ((ready & readOn) != 0)
        {
            Note(MosquittoNative.LoopRead(_instance, 1));
        }

        if ((ready & SocketEvents.Writable) != 0 && Socket >= 0)
        {
            Note(MosquittoNative.LoopWrite(_instance, 1));
        }

        if (Socket >= 0)
        {
            Note(MosquittoNative.LoopMisc(_instance));
        }

        // 2.0.11 takes a reset during the TLS handshake for "try again", for ever and at full speed.
        bool resetInHandshake = !IsConnected && (ready & broken) != 0;
        if (Failure is MqttFailure.None && (Socket < 0 || resetInHandshake))
        {
            Failure = IsConnected ? MqttFailure.DisconnectedByBroker : MqttFailure.ConnectionLost;
        }

        RethrowFault();
    }

    /// <summary>
    /// Tells libmosquitto that its errors are no longer of interest; saves it formatting every packet.
    /// </summary>
    public void StopListeningToErrors()
    {
        MosquittoNative.SetLogCallback(_instance, null);
        _errors.Clear();
    }

    public PublishOutcome Publish(in MqttMessage message, long publishId)
    {
        _writtenPacketId = 0;
        using MosquittoProperties properties =
            _hasProperties ? MosquittoProperties.ForPublish(message) : default;
        MosquittoResult result;
        int packetId;
        fixed (byte* payload = message.Payload.Span)
        {
            result = MosquittoNative.Publish(
                _instance, out packetId, message.Topic, message.Payload.Length, payload, (int)message.Qos,
                message.Retain, properties.List);
        }

        PublishOutcome outcome = OutcomeOf(result);
        if (outcome is PublishOutcome.NotConnected)
        {
            Note(result);
        }
        else if (outcome is PublishOutcome.Accepted && _writtenPacketId == packetId)
        {
            _events.Add(MqttLinkEvent.Published(publishId, MqttReasonCode.Success));
        }
        else if (outcome is PublishOutcome.Accepted)
        {
            _inFlight.Add(packetId, publishId);
        }

        RethrowFault();
        return outcome;
    }

    public bool Subscribe(string topicFilter, MqttQos qos)
    {
        MosquittoResult result = MosquittoNative.Subscribe(
            _instance, out int packetId, topicFilter, (int)qos, 0, 0);
        if (result is MosquittoResult.Invalid or MosquittoResult.MalformedUtf8)
        {
            throw new ArgumentException($"'{topicFilter}' is not a topic filter.", nameof(topicFilter));
        }

        Note(result);
        _subscribing[packetId] = topicFilter;
        return result is MosquittoResult.Success;
    }

    /// <summary>Queues DISCONNECT; it is normally on its way when this returns.</summary>
    public void SayGoodbye() => _ = MosquittoNative.Disconnect(_instance, 0, 0);

    public void End(MqttFailure failure)
    {
        if (Failure is MqttFailure.None)
        {
            Failure = failure;
        }
    }

    /// <summary>
    /// Reports, in the order of publishing, what nobody will confirm any more; then the end itself.
    /// </summary>
    public void ReportEnd()
    {
        foreach (long publishId in _inFlight.Values.Order())
        {
            _events.Add(MqttLinkEvent.Unconfirmed(publishId));
        }

        _inFlight.Clear();
        _events.Add(MqttLinkEvent.Disconnected(Failure, Reason, Detail));
    }

    public void OnConnack(int reason, int flags, nint properties)
    {
        Reason = MqttReasonCodes.FromConnack(reason);
        if (Reason.IsRefusal)
        {
            Failure = MqttFailures.FromRefusal(Reason);
            return;
        }

        const int sessionPresent = 0x01; // CONNACK flags, MQTT 5 section 3.2.2.1.1
        IsConnected = true;
        Limits = MosquittoProperties.ReadLimits(properties);
        _events.Add(MqttLinkEvent.Connected((flags & sessionPresent) != 0, Limits));
    }

    /// <param name="reason">
    /// Below 0x80 it is libmosquitto's own result, which the loop returns as well.
    /// </param>
    public void OnDisconnect(int reason)
    {
        var code = (MqttReasonCode)reason;
        if (Failure is MqttFailure.None && code.IsRefusal)
        {
            Reason = code;
            Failure = MqttFailures.FromDisconnect(code);
        }
    }

    public void OnPublished(int packetId, MqttReasonCode reason)
    {
        if (_inFlight.Remove(packetId, out long publishId))
        {
            _events.Add(MqttLinkEvent.Published(publishId, reason));
        }
        else
        {
            _writtenPacketId = packetId; // Sent at once, from inside Publish, which does not know its id yet.
        }
    }

    public void OnMessage(MqttReceivedMessage message) => _events.Add(MqttLinkEvent.Received(message));

    public void OnSubscribed(int packetId, MqttReasonCode granted)
    {
        if (_subscribing.Remove(packetId, out string? topicFilter) && granted.IsRefusal)
        {
            _events.Add(MqttLinkEvent.SubscriptionRefused(topicFilter, granted));
        }
    }

    public void OnError(string text)
    {
        // Only now: if the handshake fails within Connect, the OpenSSL session is gone when Connect returns.
        if (TlsVerdict.IsRejection(text))
        {
            _verifyResult = TlsVerdict.VerifyResult(MosquittoNative.GetTls(_instance));
        }

        if (_errors.Count < MaxErrors)
        {
            _errors.Add(text);
        }
    }

    public void KeepFault(Exception fault) => _fault ??= fault;

    public void Dispose()
    {
        _instance.Dispose();
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    private static PublishOutcome OutcomeOf(MosquittoResult result) => result switch
    {
        MosquittoResult.Success => PublishOutcome.Accepted,
        MosquittoResult.Invalid or MosquittoResult.MalformedUtf8 => PublishOutcome.BadTopic,
        MosquittoResult.PayloadSize or MosquittoResult.OversizePacket => PublishOutcome.TooLarge,
        MosquittoResult.QosNotSupported => PublishOutcome.QosNotSupported,
        _ => PublishOutcome.NotConnected,
    };

    private void Note(MosquittoResult result)
    {
        int errno = Marshal.GetLastPInvokeError();
        if (result is MosquittoResult.Success || Failure is not MqttFailure.None)
        {
            return;
        }

        Failure = MosquittoFailures.FromResult(result, errno, _verifyResult, _errors);
    }

    private void RethrowFault()
    {
        if (_fault is { } fault)
        {
            _fault = null;
            throw new InvalidOperationException("A callback of the MQTT library failed.", fault);
        }
    }
}
