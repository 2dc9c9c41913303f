using System.Numerics;

namespace EdgeEcg.Ads1292;

/// <summary>
/// What users of this chip ran into, turned round: from the bytes that came back to the cause they usually
/// have. Collected from the vendor's forum and from issues of other drivers; docs/wiring.md has the remedies
/// at length.
/// </summary>
internal static class ChipDiagnosis
{
    /// <summary>Null where both readings agree on a chip that this driver knows.</summary>
    /// <param name="preamble">What came back during the read command's first byte.</param>
    /// <param name="first">First reading of ID.</param>
    /// <param name="second">Second reading of ID.</param>
    public static Ads1292Exception? OfIdentity(byte preamble, byte first, byte second)
    {
        if (first != second)
        {
            return Ads1292Exception.Identity(ChipFault.UnstableIdentity, second,
                $"{Ads1292Exception.Hex(first)} a moment before: too little wait after power-up, "
                + "or a loose contact");
        }

        if (IdRegister.FromByte(first).IsSupported)
        {
            return null;
        }

        (ChipFault fault, string cause) = first switch
        {
            _ when Ads1292Frame.IsMarker(first) || Ads1292Frame.IsMarker(preamble) =>
                (ChipFault.StillStreaming, "frames instead of registers: the chip is still in "
                    + "read-data-continuous, SDATAC did not arrive"),
            byte.MinValue => (ChipFault.NoReply,
                "MISO not routed to the pin (pinmux), PWDN/RESET held low, no clock (CLKSEL not driven), "
                + "no wait after reset, or command bytes sent closer than 4 t_CLK"),
            byte.MaxValue =>
                (ChipFault.FloatingReply, "no supply at the chip, wrong chip select, or MISO not connected"),
            _ when IdRegister.FromByte(first).IsOneBitLate => (ChipFault.WrongClockEdge,
                "everything is one bit late: the bus is not in SPI mode 1 (CPOL 0, CPHA 1)"),
            _ => (ChipFault.WrongIdentity, Stranger(first)),
        };
        return Ads1292Exception.Identity(fault, first, cause);
    }

    public static Ads1292Exception OfFrame(FrameDefect defect) => defect switch
    {
        FrameDefect.AllZero => new(ChipFault.AllZeroData,
            "The registers read back right but frames are all zero",
            "a bad power-up, known from about one in twenty; bring the chip up again"),
        FrameDefect.AllOnes => new(ChipFault.FloatingReply,
            "Frames are all ones", "MISO came loose, or the chip lost its supply"),
        FrameDefect.OneByteLate => new(ChipFault.FrameOneByteLate,
            "Frames start one byte late",
            "an extra byte is clocked out before it: an opcode's or a dummy byte's reply"),
        FrameDefect.OneBitLate => new(ChipFault.WrongClockEdge,
            "Frames start one bit late", "the bus is not in SPI mode 1 (CPOL 0, CPHA 1)"),
        _ => new(ChipFault.BadFrame, "Frames do not start with the marker 1100",
            "noise on SCLK or chip select, or another device on the same chip select"),
    };

    /// <summary>Why nothing good has come for a while, from how the last attempt ended.</summary>
    public static Ads1292Exception OfSilence(FrameOutcome last, Ads1292Stream stream, TimeSpan waited) =>
        last switch
        {
            FrameOutcome.BadMarker => OfFrame(stream.LastDefect),
            FrameOutcome.Torn => Torn(),
            FrameOutcome.BusFault => Ads1292Exception.Bus(stream.LastBusFault, "read a frame"),
            FrameOutcome.LineFault => LineFault(),
            _ => NoDataReady(waited),
        };

    public static Ads1292Exception LineFault() => new(ChipFault.LineFault, "The DRDY line failed",
        "its GPIO chip vanished or the line was taken away");

    public static Ads1292Exception Torn() => new(ChipFault.BadFrame,
        "A frame was overtaken by the next one while it was read",
        "a machine too busy for continuous reading; read on request instead");

    public static Ads1292Exception ConvertsUnasked() => new(ChipFault.StartPinHigh,
        "DRDY falls although conversions were not started",
        "the START pin is tied high, where START and STOP commands have no effect: tie it low, "
        + "or name its GPIO line");

    public static Ads1292Exception NoDataReady(TimeSpan waited) => new(ChipFault.NoDataReady,
        $"Conversions were started and no sample came within {waited.TotalMilliseconds:0} ms",
        "DRDY on another GPIO line than configured, the START pin not wired as configured, "
        + "or no clock (CLKSEL low without an external clock)");

    public static string CauseOfMismatch(byte written, byte read)
    {
        byte difference = (byte)(written ^ read);
        if (read is byte.MinValue or byte.MaxValue)
        {
            return "the chip lost its supply or MISO came loose after the identity was read";
        }

        if (Ads1292Frame.IsMarker(read))
        {
            return "frames instead of registers: the chip was reset meanwhile and streams again";
        }

        if ((byte)(read << 1) >> 1 == written >> 1)
        {
            return "one bit late: the bus is not in SPI mode 1";
        }

        return BitOperations.PopCount(difference) == 1
            ? $"bit {BitOperations.TrailingZeroCount(difference)} does not change: "
                + "a damaged chip or a disturbed line"
            : "command bytes sent closer than 4 t_CLK, or a disturbed line";
    }

    public static string CauseOf(SpiOutcome outcome) => outcome switch
    {
        SpiOutcome.TooLong =>
            "spidev's bufsiz is smaller than the message (/sys/module/spidev/parameters/bufsiz)",
        SpiOutcome.Refused => "the controller cannot do mode 1 or the clock asked for "
            + "(the auxiliary SPI1 and SPI2 of a Raspberry Pi cannot)",
        SpiOutcome.Gone => "the SPI device was unbound",
        _ => "a passing fault of the controller, or its driver",
    };

    private static string Stranger(byte id) => IdRegister.FromByte(id).IsSixteenBitSister
        ? "an ADS1191 or ADS1192: the 16-bit sisters, whose frames are shorter"
        : "another chip on this chip select, or noise on the lines";
}
