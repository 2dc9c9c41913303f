using System.Globalization;
using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// Names an event once and for all: <c>device.boot.sequence</c>. The sequence has no gaps within a boot, so a consumer
/// sees what it missed, and the same id twice is the same event delivered twice.
/// </summary>
/// <param name="Device">Id of the device.</param>
/// <param name="Boot">Id of the boot; letters and digits.</param>
/// <param name="Sequence">From 1.</param>
[JsonConverter(typeof(EventIdConverter))]
public readonly record struct EventId(string Device, string Boot, long Sequence)
{
    public static bool TryParse(string? text, out EventId id)
    {
        id = default;
        if (text?.Split('.') is not [string device, string boot, string number]
            || !DeviceTopics.IsId(device) || !DeviceTopics.IsId(boot)
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
        {
            return false;
        }

        id = new EventId(device, boot, sequence);
        return id.ToString() == text;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Device}.{Boot}.{Sequence}");
}
