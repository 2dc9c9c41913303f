using System.Runtime.CompilerServices;

namespace EdgeEcg.Ads1292;

/// <summary>
/// One conversion of both channels, as the chip puts it out (SBAS502B, data output):
/// <code>
/// byte    0         1         2         3   4   5      6   7   8
///      1100RnNp  PGg00000  00000000     channel 1      channel 2
///          |||   |||                    two's complement, most significant byte first
///          |||   ||+- GPIO1
///          |||   |+-- GPIO2
///          |||   +--- IN1P off (bit 15)
///          ||+------- IN1N off (bit 16), then IN2P (17), IN2N (18)
///          +--------- right leg off (bit 19)
/// </code>
/// The first nibble is 1100 in every frame; anything else is no frame. A stream adds where and when it
/// belongs.
/// </summary>
/// <param name="Channel1Code">
/// Signed 24-bit code; <see cref="ChannelScale"/> turns it into microvolts.
/// </param>
/// <param name="Channel2Code">Signed 24-bit code.</param>
/// <param name="LeadsOff">Comparators that say "off"; means something for watched electrodes only.</param>
/// <param name="Gpio">Levels of the two pins just before the conversion ended.</param>
public readonly record struct Ads1292Frame(
    int Channel1Code, int Channel2Code, Electrodes LeadsOff, GpioPins Gpio)
{
    public const int LengthBytes = 9;

    private const byte Marker = 0b1100_0000;
    private const byte MarkerMask = 0b1111_0000;
    private const byte GpioMask = 0b0000_0011;
    private const int GpioShift = 5;
    private const int FirstLeadShift = 7;

    /// <summary>Position in the stream, counted from its start; lost samples are counted too.</summary>
    public long SampleIndex { get; init; }

    /// <summary>When DRDY fell, on the monotonic clock; nanoseconds.</summary>
    public long EdgeTimestampNs { get; init; }

    /// <summary>
    /// Length of the gap that ends here: samples from SampleIndex - LostBefore up to this one were lost.
    /// </summary>
    public long LostBefore { get; init; }

    public bool Channel1Saturated => IsSaturated(Channel1Code);

    public bool Channel2Saturated => IsSaturated(Channel2Code);

    /// <summary>
    /// A frame's first byte, and nothing else that the chip says, begins with these four bits.
    /// </summary>
    public static bool IsMarker(byte first) => (first & MarkerMask) == Marker;

    /// <summary>
    /// Checks length and marker, then decodes. False leaves <paramref name="frame"/> empty.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Ads1292Frame frame)
    {
        if (bytes.Length != LengthBytes || !IsMarker(bytes[0]))
        {
            frame = default;
            return false;
        }

        frame = new Ads1292Frame(
            SignExtend(bytes[3], bytes[4], bytes[5]),
            SignExtend(bytes[6], bytes[7], bytes[8]),
            (Electrodes)(((bytes[0] & ~MarkerMask) << 1) | (bytes[1] >> FirstLeadShift)),
            (GpioPins)((bytes[1] >> GpioShift) & GpioMask));
        return true;
    }

    /// <summary>The same nine bytes; position and time stay behind.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[0] = (byte)(Marker | ((byte)LeadsOff >> 1));
        bytes[1] = (byte)(((byte)LeadsOff << FirstLeadShift) | ((byte)Gpio << GpioShift));
        bytes[2] = 0;
        WriteCode(bytes[3..], Channel1Code);
        WriteCode(bytes[6..], Channel2Code);
    }

    /// <summary>Why nine bytes are no frame; <see cref="FrameDefect.None"/> for a frame.</summary>
    public static FrameDefect Diagnose(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != LengthBytes)
        {
            return FrameDefect.WrongLength;
        }

        if (IsMarker(bytes[0]))
        {
            return FrameDefect.None;
        }

        if (!bytes.ContainsAnyExcept(byte.MinValue))
        {
            return FrameDefect.AllZero;
        }

        if (!bytes.ContainsAnyExcept(byte.MaxValue))
        {
            return FrameDefect.AllOnes;
        }

        return IsMarker(bytes[1]) ? FrameDefect.OneByteLate : DiagnoseShift(bytes);
    }

    /// <summary>24 bits, two's complement, into an int: the only place where that happens.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SignExtend(byte high, byte middle, byte low) =>
        ((sbyte)high << 16) | (middle << 8) | low;

    private static FrameDefect DiagnoseShift(ReadOnlySpan<byte> bytes)
    {
        byte unshifted = (byte)((bytes[0] << 1) | (bytes[1] >> FirstLeadShift));
        return IsMarker(unshifted) ? FrameDefect.OneBitLate : FrameDefect.WrongMarker;
    }

    private static bool IsSaturated(int code) => code is ChannelScale.MaximumCode or ChannelScale.MinimumCode;

    private static void WriteCode(Span<byte> bytes, int code)
    {
        bytes[0] = (byte)(code >> 16);
        bytes[1] = (byte)(code >> 8);
        bytes[2] = (byte)code;
    }
}
