using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Delivery;

/// <summary>What no real broker will do on request: the peer is scripted packet by packet.</summary>
public sealed class PeerFaultTests(ITestOutputHelper output) : IDisposable
{
    private const int Count = 40;

    private readonly DeliveryRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void No_acknowledgement() =>
        Deliver("no PUBACK", async peer => await Take(peer, Count, _ => null), TakeAll);

    [Fact]
    public void Late_acknowledgement() => Deliver(
        "late PUBACK, after the next message",
        async peer =>
        {
            await peer.Accept();
            ReceivedPublish before = await Receive(peer);
            for (int i = 0; i < 10; i++)
            {
                ReceivedPublish next = await Receive(peer);
                await peer.Acknowledge(before.PacketId);
                before = next;
            }
        },
        TakeAll);

    [Fact]
    public void Connection_dropped_after_publish() => Deliver(
        "dropped after PUBLISH, three times",
        DropAfterOne, DropAfterOne, DropAfterOne, TakeAll);

    [Fact]
    public void Quota_exceeded()
    {
        int refusals = 3;
        Deliver(
            "0x97 quota exceeded, three times",
            peer => Take(peer, int.MaxValue, p =>
                p.Payload.StartsWith("alarm", StringComparison.Ordinal) && refusals-- > 0
                    ? (byte)0x97 : (byte)0));
    }

    [Fact]
    public void Receive_maximum_exceeded() => Deliver(
        "0x93 receive maximum exceeded",
        async peer =>
        {
            await Take(peer, 3, _ => 0);
            await peer.SayDisconnect(0x93);
            peer.Reset();
        },
        TakeAll);

    [Fact]
    public void Busy_server_at_connect() =>
        Deliver("CONNACK 0x89 busy, twice", peer => peer.Refuse(0x89), peer => peer.Refuse(0x89), TakeAll);

    [Fact]
    public void Connection_reset_in_the_middle_of_connecting() => Deliver(
        "accepted, then reset: before CONNECT is read, after it, after half of CONNACK",
        Reset,
        async peer =>
        {
            await peer.ReadConnect();
            peer.Reset();
        },
        async peer =>
        {
            await peer.ReadConnect();
            await peer.Send(0x20, 3);
            peer.Reset();
        },
        TakeAll);

    [Fact]
    public void Acknowledgement_of_what_was_never_sent() => Deliver(
        "PUBACK with an unknown packet id, before and after the right one, and the right one twice",
        async peer =>
        {
            await peer.Accept();
            for (int i = 0; i < 10; i++)
            {
                ReceivedPublish sent = await Receive(peer);
                await peer.Acknowledge((ushort)(sent.PacketId + 1000));
                await peer.Acknowledge(sent.PacketId);
                await peer.Acknowledge(sent.PacketId);
            }

            peer.Reset();
        },
        TakeAll);

    [Fact]
    public void Wrong_password_that_is_put_right() => Deliver(
        "CONNACK 0x86 wrong password, twice", peer => peer.Refuse(0x86), peer => peer.Refuse(0x86), TakeAll);

    private static Task Reset(ScriptedMqttConnection peer)
    {
        peer.Reset();
        return Task.CompletedTask;
    }

    [Fact]
    public void A_message_that_is_never_taken_is_set_aside_and_told()
    {
        using ScriptedMqttPeer peer = new(connection => Take(
            connection, int.MaxValue, p => p.Payload == "alarm 0002" ? (byte)0x90 : (byte)0));
        _run.Start(DeliveryRun.To(peer.Port));
        _run.Post(6);

        _run.WaitUntil(() => _run.HasReceived("alarm 0004"), "the message behind it");
        _run.WaitUntil(
            () => _run.HasReceived("\"kind\":\"alarm\",\"reason\":\"refused\",\"messages\":1"),
            "word of the message that will not come");
    }

    private static async Task<ReceivedPublish> Read(ScriptedMqttConnection peer) =>
        ReceivedPublish.Parse(await peer.Read(ScriptedMqttConnection.Publish), peer.Level == 5);

    private void Deliver(string fault, params Func<ScriptedMqttConnection, Task>[] scripts)
    {
        using ScriptedMqttPeer peer = new(scripts);
        _run.Start(DeliveryRun.To(peer.Port));

        _run.Post(Count);

        output.WriteLine(_run.Account(fault));
        Assert.Null(peer.Fault);
    }

    private Task TakeAll(ScriptedMqttConnection peer) => Take(peer, int.MaxValue, _ => 0);

    private async Task DropAfterOne(ScriptedMqttConnection peer)
    {
        await peer.Accept();
        await Receive(peer);
        peer.Reset();
    }

    /// <param name="answer">The reason code of the PUBACK; none: there is no PUBACK.</param>
    private async Task Take(ScriptedMqttConnection peer, int count, Func<ReceivedPublish, byte?> answer)
    {
        await peer.Accept();
        for (int i = 0; i < count; i++)
        {
            ReceivedPublish received = await Receive(peer);
            if (answer(received) is { } reason)
            {
                await peer.Acknowledge(received.PacketId, reason);
            }
        }
    }

    private async Task<ReceivedPublish> Receive(ScriptedMqttConnection peer)
    {
        ReceivedPublish received = await Read(peer);
        _run.Receive(received.Payload);
        return received;
    }
}
