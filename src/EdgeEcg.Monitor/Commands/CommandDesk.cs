using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Logging;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// Where commands arrive: the publisher's thread only puts them on the desk, this one's own thread checks
/// and carries them out, one after the other. Every command that can be answered is: a bad one, an unknown
/// one, one too many. The same transaction a second time is the same command delivered twice: it is not
/// carried out again, its reply is sent again.
/// </summary>
public sealed class CommandDesk : IDisposable
{
    /// <summary>Commands that wait at most; people send a few a minute.</summary>
    private const int MostWaiting = 32;

    /// <summary>Transactions remembered; a broker resends within seconds.</summary>
    private const int MostRemembered = 32;

    private const int MostTopicCharacters = 256;

    /// <summary>Longer than any network delay that a person would bear with.</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);

    private readonly BlockingCollection<MqttReceivedMessage> _waiting = new(MostWaiting);
    private readonly RecentTransactions _recent = new(MostRemembered);
    private readonly Dictionary<string, RemoteCommand> _commands;
    private readonly DeviceTopics _topics;
    private readonly MessageFactory _messages;
    private readonly Action<MqttMessage> _post;
    private readonly Action _tick;
    private readonly ILogger _log;
    private readonly Thread _thread;

    /// <param name="topics">The device's.</param>
    /// <param name="commands">What it can be told to do.</param>
    /// <param name="messages">Knows the time and whose replies these are.</param>
    /// <param name="post">Takes the replies; must not wait.</param>
    /// <param name="tick">Called a few times a second, for what takes its time.</param>
    /// <param name="log">Hears of every command.</param>
    public CommandDesk(
        DeviceTopics topics, IEnumerable<RemoteCommand> commands, MessageFactory messages,
        Action<MqttMessage> post, Action tick, ILogger log)
    {
        _topics = topics;
        _commands = commands.ToDictionary(c => c.Verb, StringComparer.Ordinal);
        _messages = messages;
        _post = post;
        _tick = tick;
        _log = log;
        _thread = new Thread(Run) { Name = "commands" };
    }

    public CommandCounters Counters { get; } = new();

    public void Start() => _thread.Start();

    /// <summary>From the publisher's thread; never waits.</summary>
    public void Offer(MqttReceivedMessage message)
    {
        Counters.CountReceived();
        if (!_waiting.TryAdd(message))
        {
            Counters.CountDropped();
            Receive(message)?.Refuse(
                ReplyError.Busy, $"{MostWaiting} commands are waiting already; send it again later.");
        }
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _waiting.Dispose();
    }

    private void Run()
    {
        while (!_waiting.IsCompleted)
        {
            if (_waiting.TryTake(out MqttReceivedMessage? message, TickEvery))
            {
                Handle(message);
            }

            _tick();
        }
    }

    private void Handle(MqttReceivedMessage message)
    {
        if (Receive(message) is not { } call || IsRepeated(call))
        {
            return;
        }

        try
        {
            CommandFields fields = CommandFields.Parse(message.Payload);
            CheckFreshness(fields, message);
            Find(call.Verb).Run(fields, call);
        }
        catch (CommandRefusedException refused)
        {
            call.Refuse(refused.Error, refused.Message);
        }
    }

    /// <returns>None where the topic names no verb, so that there is nothing to answer on.</returns>
    private CommandCall? Receive(MqttReceivedMessage message)
    {
        if (_topics.CommandVerb(message.Topic) is not { } verb)
        {
            Counters.CountRefused();
            return null;
        }

        (string? transaction, string? by) = CommandFields.Sender(message.Payload);
        string? responseTopic = IsAnswerable(message.ResponseTopic) ? message.ResponseTopic : null;
        return new CommandCall(verb, transaction, responseTopic, message.CorrelationData, Reply)
        {
            By = by ?? "an MQTT client",
        };
    }

    // A reply must not be able to pass for another message of the device, or go where no client may.
    private bool IsAnswerable(string? topic) =>
        topic is { Length: > 0 and <= MostTopicCharacters } && topic[0] != '$'
        && topic.AsSpan().IndexOfAny('+', '#', '\0') < 0
        && (!_topics.IsOwn(topic) || topic.StartsWith(_topics.Responses, StringComparison.Ordinal));

    private bool IsRepeated(CommandCall call)
    {
        if (call.Transaction is null || _recent.TryBegin(Key(call), out MqttMessage? reply))
        {
            return false;
        }

        if (reply is { } known)
        {
            _post(known);
        }

        return true;
    }

    private void CheckFreshness(CommandFields fields, MqttReceivedMessage message)
    {
        if (message.Retain)
        {
            throw new CommandRefusedException(
                ReplyError.Retained, "The command was retained by the broker; send it without retain.");
        }

        if (fields.Time("sent") is { } sent && _messages.Now is { } now
            && (now - sent).Duration() > StaleAfter)
        {
            throw new CommandRefusedException(
                ReplyError.Stale,
                $"The command was sent {(now - sent).TotalSeconds:0} s before the device's time, expected "
                + $"at most {StaleAfter.TotalSeconds:0} s.");
        }
    }

    private RemoteCommand Find(string verb) => _commands.TryGetValue(verb, out RemoteCommand? command)
        ? command
        : throw new CommandRefusedException(
            ReplyError.UnknownVerb,
            $"There is no command {verb}, expected {string.Join(", ", _commands.Keys.Order())}.");

    private void Reply(CommandCall call, ReplyError? error, string? sentence, JsonObject? data)
    {
        if (error is null)
        {
            MonitorLog.CommandDone(_log, call.Verb, call.By);
        }
        else
        {
            Counters.CountRefused();
            MonitorLog.CommandRefused(_log, call.Verb, call.By, sentence!);
        }

        ReplyMessage message = _messages.Reply(call.Verb, call.Transaction, error, sentence, data);
        MqttMessage reply = OutgoingMessages.From(_topics, call.ResponseTopic, message)
            with { CorrelationData = call.CorrelationData };
        if (call.Transaction is not null)
        {
            _recent.Finish(Key(call), reply);
        }

        _post(reply);
    }

    private static string Key(CommandCall call) => $"{call.Verb}/{call.Transaction}";
}
