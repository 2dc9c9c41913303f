using EdgeEcg.Monitor.Commands;
using EdgeEcg.Monitor.State;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Monitor;

/// <summary>
/// Numbers and errors for health of the parts that the monitor does not know. Whoever makes such a part
/// sets it here, before the start.
/// </summary>
public sealed class PartCounters
{
    public CommandCounters Commands { get; set; } = new();

    /// <summary>None: nothing outlives this run.</summary>
    public StateFolder? State { get; set; }

    public Func<long> LogLinesSuppressed { get; set; } = () => 0;

    /// <summary>The newest error of the log.</summary>
    public Func<string?> LastError { get; set; } = () => null;

    public Func<long> SparkplugDelivered { get; set; } = () => 0;

    public Func<long> SparkplugRepeated { get; set; } = () => 0;

    /// <summary>Null: nothing is recorded.</summary>
    public Func<RecordingCounters?> Recording { get; set; } = () => null;

    public Func<long> PageMessagesSkipped { get; set; } = () => 0;
}
