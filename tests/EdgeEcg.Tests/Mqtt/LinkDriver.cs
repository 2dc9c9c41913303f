using EdgeEcg.Mqtt;

namespace EdgeEcg.Tests.Mqtt;

/// <summary>
/// Polls a link or a session on the test's own thread until something happens, with a deadline.
/// </summary>
internal static class LinkDriver
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public static MqttLinkEvent WaitFor(this IMqttLink link, MqttLinkEventKind kind) =>
        WaitFor(() => link.Poll(Step), link.TryDequeue, e => e.Kind == kind, kind.ToString());

    public static MqttLinkEvent WaitFor(this IMqttLink link, Func<MqttLinkEvent, bool> wanted, string what) =>
        WaitFor(() => link.Poll(Step), link.TryDequeue, wanted, what);

    public static MqttLinkEvent WaitFor(this MqttSession session, MqttLinkEventKind kind) =>
        WaitFor(() => session.Poll(Step), session.TryDequeue, e => e.Kind == kind, kind.ToString());

    public static MqttLinkEvent WaitFor(
        this MqttSession session, Func<MqttLinkEvent, bool> wanted, string what) =>
        WaitFor(() => session.Poll(Step), session.TryDequeue, wanted, what);

    public static void PollUntil(this MqttSession session, Func<bool> reached, string what)
    {
        long startedAt = TimeProvider.System.GetTimestamp();
        while (!reached())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(startedAt) < Deadline, $"waited in vain for {what}");
            session.Poll(Step);
        }
    }

    private static MqttLinkEvent WaitFor(
        Action poll, TryDequeue tryDequeue, Func<MqttLinkEvent, bool> wanted, string what)
    {
        List<MqttLinkEvent> seen = [];
        long startedAt = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(startedAt) < Deadline)
        {
            poll();
            while (tryDequeue(out MqttLinkEvent linkEvent))
            {
                if (wanted(linkEvent))
                {
                    return linkEvent;
                }

                seen.Add(linkEvent);
            }
        }

        Assert.Fail($"waited in vain for {what}; seen: {string.Join(", ", seen)}");
        return default;
    }

    private delegate bool TryDequeue(out MqttLinkEvent linkEvent);
}
