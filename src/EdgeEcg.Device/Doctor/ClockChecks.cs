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
                "compare with a watch, and let the device reach a time server "
                + "(timedatectl tells whether it does)"),
            _ => Finding.Fail($"{now}, which cannot be: it was never set, {chip}",
                "sudo date --utc --set 'YYYY-MM-DD HH:MM'; where there is no network "
                + (sensors.ClockChip is null ? "fit a clock chip" : "also sudo hwclock --systohc")),
        };
    }
}
