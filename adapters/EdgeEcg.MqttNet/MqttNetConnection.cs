using EdgeEcg.Mqtt;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeEcg.MqttNet;

/// <summary>
/// One MQTTnet client for one connection attempt, thrown away when it ends. Its tasks report to the events of
/// the link; the first reason for the end is the one that counts, and after it nothing more is reported.
/// </summary>
internal sealed class MqttNetConnection : IDisposable
{
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);

    // When a connection ends MQTTnet fails what waits for an answer at once; this is for what it forgets.
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(2);

    private readonly MqttOptions _options;
    private readonly MqttNetEvents _events;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource _connectLimit;
    private readonly TaskCompletionSource _announced =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Task<MqttClientPublishResult>> _inFlight = [];
    private readonly TimeProvider _time;
    private readonly MqttNetTls _tls;
    private bool _connected;
    private bool _ended;

    public MqttNetConnection(MqttOptions options, MqttNetEvents events, TimeProvider time)
    {
        _options = options;
        _events = events;
        _time = time;
        _tls = new MqttNetTls(time);
        _connectLimit = new CancellationTokenSource(options.ConnectTimeout, time);
        _client.DisconnectedAsync += OnDisconnected;
        _client.ApplicationMessageReceivedAsync += OnReceived;
    }

    public MqttProtocol Protocol { get; private set; }

    public MqttServerLimits Limits { get; private set; }

    public bool IsConnected
    {
        get
        {
            lock (_gate)
            {
                return _connected && !_ended;
            }
        }
    }

    public bool HasEnded
    {
        get
        {
            lock (_gate)
            {
                return _ended;
            }
        }
    }

    public int InFlight
    {
        get
        {
            lock (_gate)
            {
                return _inFlight.Count;
            }
        }
    }

    /// <summary>Begins; the outcome is an event.</summary>
    public void Open(MqttProtocol protocol, MqttMessage? lastWill)
    {
        Protocol = protocol;
        MqttClientOptions settings = MqttNetMessages.Settings(_options, protocol, lastWill);
        if (_options.Tls is { } tls && !_tls.TryApply(settings, tls, _options.Host, out string? unusable))
        {
            End(MqttFailure.TlsFileUnusable, MqttReasonCode.Success, unusable);
            return;
        }

        _ = Connect(settings);
    }

    public void Publish(in MqttMessage message, long publishId)
    {
        Task<MqttClientPublishResult> answer;
        try
        {
            // MQTTnet writes the packets in the order of these calls.
            answer = _client.PublishAsync(MqttNetMessages.From(message, Protocol));
        }
        catch (MqttClientNotConnectedException trouble)
        {
            answer = Task.FromException<MqttClientPublishResult>(trouble);
        }

        lock (_gate)
        {
            _inFlight.Add(publishId, answer);
        }

        _ = Answer(answer, publishId);
    }

    /// <exception cref="MqttProtocolViolationException">This is no topic filter.</exception>
    public void Subscribe(string topicFilter, MqttQos qos)
    {
        MqttTopicValidator.ThrowIfInvalidSubscribe(topicFilter);
        MqttClientSubscribeOptions options = new()
        {
            TopicFilters =
            [
                new MqttTopicFilter
                {
                    Topic = topicFilter, QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos,
                },
            ],
        };
        _ = Grant(_client.SubscribeAsync(options), topicFilter);
    }

    /// <summary>Sends DISCONNECT and waits until it is out, but not long.</summary>
    public void SayGoodbye()
    {
        if (IsConnected)
        {
            // What comes back on the way is not news any more, but what was in flight is still reported.
            EndQuietly(MqttFailure.Closed);
            Task goodbye = _client.DisconnectAsync(new MqttClientDisconnectOptions());
            Task.WaitAny([goodbye], GoodbyeLimit);
            Observe(goodbye);
        }
    }

    /// <summary>
    /// Reports, in the order of publishing, what nobody will confirm any more; then the end itself. Later
    /// calls do nothing.
    /// </summary>
    public void End(MqttFailure failure, MqttReasonCode reason, string? detail)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            foreach ((long publishId, Task<MqttClientPublishResult> answer) in _inFlight.OrderBy(p => p.Key))
            {
                _events.Add(
                    answer.IsCompletedSuccessfully
                        ? MqttLinkEvent.Published(publishId, ReasonOf(answer))
                        : MqttLinkEvent.Unconfirmed(publishId));
            }

            _inFlight.Clear();
            _events.Add(MqttLinkEvent.Disconnected(failure, reason, detail));
        }
    }

    /// <summary>Closes the socket; without a goodbye before, the broker publishes the last will.</summary>
    public void Dispose()
    {
        _client.DisconnectedAsync -= OnDisconnected;
        _client.ApplicationMessageReceivedAsync -= OnReceived;
        _connectLimit.Cancel();
        _connectLimit.Dispose();
        _client.Dispose();
        _announced.TrySetResult();
    }

    private void EndQuietly(MqttFailure failure) => End(failure, MqttReasonCode.Success, null);

    private async Task Connect(MqttClientOptions settings)
    {
        bool inTime() => !_connectLimit.IsCancellationRequested;
        try
        {
            MqttClientConnectResult result = await _client.ConnectAsync(settings, _connectLimit.Token);
            var reason = (MqttReasonCode)(int)result.ResultCode;
            if (reason.IsRefusal)
            {
                End(MqttFailures.FromRefusal(reason), reason, result.ReasonString);
                return;
            }

            Announce(result);
            if (!_client.IsConnected)
            {
                EndQuietly(MqttFailure.ConnectionLost); // It ended before anybody listened.
            }
        }
#pragma warning disable CA1031 // Whatever MQTTnet throws here, the attempt has failed; the event says how.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            MqttFailure failure = inTime()
                ? MqttNetFailures.FromAttempt(trouble, _tls.Verdict)
                : MqttFailure.ConnectTimeout;
            End(failure, MqttReasonCode.Success, MqttNetFailures.Detail(trouble, _tls.VerdictText));
        }
    }

    private void Announce(MqttClientConnectResult result)
    {
        lock (_gate)
        {
            if (!_ended)
            {
                Limits = MqttNetMessages.Limits(result, Protocol);
                _connected = true;
                _events.Add(MqttLinkEvent.Connected(result.IsSessionPresent, Limits));
            }
        }

        _announced.TrySetResult();
    }

    /// <summary>
    /// Without an answer it stays in flight, and is reported unconfirmed at the end, which MQTTnet announces
    /// by itself.
    /// </summary>
    private async Task Answer(Task<MqttClientPublishResult> answer, long publishId)
    {
        await Task.WhenAny(answer);
        _ = answer.Exception;
        if (!answer.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_gate)
        {
            if (_inFlight.Remove(publishId))
            {
                _events.Add(MqttLinkEvent.Published(publishId, ReasonOf(answer)));
            }
        }
    }

    /// <summary>Unanswered, it ends the connection: what was asked for would never come.</summary>
    private async Task Grant(Task<MqttClientSubscribeResult> granted, string topicFilter)
    {
        await Task.WhenAny(granted);
        _ = granted.Exception;
        if (!granted.IsCompletedSuccessfully)
        {
            await Settle();
            EndQuietly(MqttFailure.ConnectionLost);
            return;
        }

        var reason = (MqttReasonCode)(int)granted.Result.Items.First().ResultCode;
        lock (_gate)
        {
            if (reason.IsRefusal && !_ended)
            {
                _events.Add(MqttLinkEvent.SubscriptionRefused(topicFilter, reason));
            }
        }
    }

    private async Task OnDisconnected(MqttClientDisconnectedEventArgs end)
    {
        // A failed attempt is told by Connect, which knows more about it.
        if (end.ClientWasConnected)
        {
            var reason = (MqttReasonCode)(int)end.Reason;
            MqttFailure failure = end.Exception is { } trouble
                ? MqttNetFailures.FromConnection(trouble)
                : reason.IsRefusal ? MqttFailures.FromDisconnect(reason) : MqttFailure.ConnectionLost;
            await Settle();
            End(failure, end.Exception is null ? reason : MqttReasonCode.Success, end.ReasonString);
        }
    }

    /// <summary>An answer that came before the end may still be on its way through MQTTnet's tasks.</summary>
    private async Task Settle()
    {
        Task answers;
        lock (_gate)
        {
            answers = Task.WhenAll(_inFlight.Values);
        }

        await Task.WhenAny(answers, Task.Delay(SettleLimit, _time));
        _ = answers.Exception;
    }

    /// <summary>MQTTnet acknowledges when this returns, and hands over one message at a time.</summary>
    private async Task OnReceived(MqttApplicationMessageReceivedEventArgs received)
    {
        await _announced.Task; // A kept session delivers before the CONNACK has reached the owner.
        lock (_gate)
        {
            if (!_ended)
            {
                _events.Add(MqttLinkEvent.Received(MqttNetMessages.Copy(received.ApplicationMessage)));
            }
        }
    }

    private static MqttReasonCode ReasonOf(Task<MqttClientPublishResult> answer) =>
        (MqttReasonCode)(int)answer.Result.ReasonCode;

    private static void Observe(Task task) =>
        task.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
