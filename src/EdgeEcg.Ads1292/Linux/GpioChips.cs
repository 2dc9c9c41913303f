using System.Globalization;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// Opens GPIO chips by path or by label. Numbers change between kernels (a Raspberry Pi 5 header has been
/// gpiochip0 and gpiochip4), labels do not: pinctrl-bcm2711 on a Pi 4, pinctrl-rp1 on a Pi 5, tegra234-gpio
/// on a Jetson Orin.
/// </summary>
internal static class GpioChips
{
    private const int MostChips = 32;

    /// <param name="chip">A path beginning with a slash, or a label.</param>
    /// <exception cref="Ads1292Exception">No such chip, or no permission.</exception>
    public static FileDescriptor Open(string chip)
    {
        if (!chip.StartsWith('/'))
        {
            return OpenByLabel(chip);
        }

        FileDescriptor file = FileDescriptor.Open(chip, out Errno error);
        return file.IsInvalid ? throw DeviceErrors.Gpio(chip, "open", error) : file;
    }

    /// <summary>Asks a chip for one line and closes the chip; the line lives on.</summary>
    /// <exception cref="Ads1292Exception">The line is taken or does not exist.</exception>
    public static unsafe FileDescriptor RequestLine(string chip, ref GpioLineRequest request)
    {
        using FileDescriptor file = Open(chip);
        fixed (GpioLineRequest* pointer = &request)
        {
            if (LibC.Ioctl(file, (nuint)GpioRequest.GetLine, pointer) < 0)
            {
                throw DeviceErrors.Gpio(chip, $"get line {request.FirstOffset}", DeviceErrors.Last);
            }
        }

        return new FileDescriptor(request.FileDescriptor);
    }

    private static unsafe FileDescriptor OpenByLabel(string label)
    {
        List<string> labels = [];
        for (int number = 0; number < MostChips; number++)
        {
            FileDescriptor file = FileDescriptor.Open(
                "/dev/gpiochip" + number.ToString(CultureInfo.InvariantCulture), out _);
            GpioChipInfo info;
            if (!file.IsInvalid && LibC.Ioctl(file, (nuint)GpioRequest.GetChipInfo, &info) == 0)
            {
                string found = info.Label.ToString();
                if (found == label)
                {
                    return file;
                }

                labels.Add(found);
            }

            file.Dispose();
        }

        throw new Ads1292Exception(ChipFault.LineFault, $"No GPIO chip is labelled '{label}'",
            labels.Count == 0
                ? "no permission for /dev/gpiochip*"
                : $"this machine has {string.Join(", ", labels)}");
    }
}
