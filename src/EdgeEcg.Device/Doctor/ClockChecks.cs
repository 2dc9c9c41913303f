using System.Globalization;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Device.Doctor;

/// <summary>Events are worth little without a time; TLS does not work without one.</summary>
internal sealed class ClockChecks(TimeProvider time, ClockWatch watch, KernelSensors sensors) : ICheckGroup
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public IEnumerable<Check> Checks => [new("clock", "wall clock", Limit, Look, "")];

    public void Dispose()
    {
        // Nothing is kept open.
    }

    private Finding Look()
    {
        string now = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        string chip = sensors.ClockChip is { } name ? $"clock chip {name}" : "no clock chip";
        return watch.State switch
        {
            ClockState.Synced => Finding.Ok($"{now}, synchronised in this boot, {chip}"),
            ClockState.Holdover => Finding.Warn($"{now}, not synchronised in this boot, {chip}",
                "compare with a watch; let the device reach a time server (timedatectl timesync-status)"),
            _ => Finding.Fail($"{now}, which cannot be: it was never set, {chip}",
                "sudo timedatectl set-time 'YYYY-MM-DD HH:MM'; fit a clock chip where there is no network"),
        };
    }
}
