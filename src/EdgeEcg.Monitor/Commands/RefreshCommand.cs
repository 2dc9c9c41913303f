namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// <c>refresh</c>: everything that is retained, once more, for a broker or a consumer that has forgotten.
/// </summary>
public sealed class RefreshCommand(HeartMonitor monitor, Publisher publisher)
{
    public RemoteCommand Command => new("refresh", Run);

    private void Run(CommandFields fields, CommandCall call)
    {
        fields.End();
        call.Expect(monitor.TryAsk(() =>
        {
            monitor.PostPresent();
            publisher.Refresh();
            call.Answer();
        }));
    }
}
