namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// One GPIO line as an output: PWDN/RESET or START. It falls back to an input when disposed.
/// </summary>
public sealed class GpioOutputLine : IOutputLine, IDisposable
{
    private const ulong FirstLine = 1;
    private const string ConsumerName = "edgeecg-control";

    private readonly FileDescriptor _file;

    private GpioOutputLine(FileDescriptor file) => _file = file;

    /// <param name="chip">Path such as /dev/gpiochip0, or the chip's label.</param>
    /// <param name="lineOffset">Number of the line on that chip.</param>
    /// <param name="high">Level to begin with, from the first moment on.</param>
    /// <exception cref="Ads1292Exception">
    /// No such chip or line, no permission, or the line is taken.
    /// </exception>
    public static GpioOutputLine Open(string chip, int lineOffset, bool high)
    {
        GpioLineRequest request = new()
        {
            FirstOffset = (uint)lineOffset,
            Consumer = GpioChipInfo.Text.From(ConsumerName),
            Flags = GpioLineFlags.Output,
            AttributeCount = 1,
            FirstAttribute = new GpioLineAttribute
            {
                Id = GpioLineAttribute.OutputValues,
                Values = high ? FirstLine : 0,
                Mask = FirstLine,
            },
            LineCount = 1,
        };
        return new GpioOutputLine(GpioChips.RequestLine(chip, ref request));
    }

    public unsafe bool TrySet(bool high)
    {
        GpioLineValues values = new() { Bits = high ? FirstLine : 0, Mask = FirstLine };
        return LibC.Ioctl(_file, (nuint)GpioRequest.SetValues, &values) == 0;
    }

    public void Dispose() => _file.Dispose();
}
