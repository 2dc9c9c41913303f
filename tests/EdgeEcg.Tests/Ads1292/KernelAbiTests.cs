using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeEcg.Ads1292.Linux;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>
/// Our structures and numbers against those that a C compiler takes from this machine's own headers.
/// </summary>
public sealed class KernelAbiTests
{
    [Fact]
    public void Every_size_offset_and_number_is_that_of_the_C_headers()
    {
        using TemporaryFolder folder = new();
        FakeKernel kernel = FakeKernel.Load(folder);

        string[] theirs = kernel.Abi.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] ours = [.. Ours().Select(entry =>
            string.Create(CultureInfo.InvariantCulture, $"{entry.Name} {entry.Value}"))];

        Assert.Equal(theirs, ours);
    }

    private static IEnumerable<(string Name, ulong Value)> Ours() =>
        [.. Spidev(), .. GpioStructures(), .. Numbers(), .. Errors()];

    private static IEnumerable<(string, ulong)> Spidev()
    {
        yield return ("sizeof spi_ioc_transfer", SizeOf<SpidevTransfer>());
        yield return Field<SpidevTransfer>("spi_ioc_transfer.tx_buf", nameof(SpidevTransfer.SendBuffer));
        yield return Field<SpidevTransfer>("spi_ioc_transfer.rx_buf", nameof(SpidevTransfer.ReceiveBuffer));
        yield return Field<SpidevTransfer>("spi_ioc_transfer.len", nameof(SpidevTransfer.LengthBytes));
        yield return Field<SpidevTransfer>("spi_ioc_transfer.speed_hz", nameof(SpidevTransfer.SpeedHz));
        yield return Field<SpidevTransfer>(
            "spi_ioc_transfer.delay_usecs", nameof(SpidevTransfer.DelayMicroseconds));
        yield return Field<SpidevTransfer>(
            "spi_ioc_transfer.bits_per_word", nameof(SpidevTransfer.BitsPerWord));
        yield return Field<SpidevTransfer>("spi_ioc_transfer.cs_change", nameof(SpidevTransfer.ChangeSelect));
        yield return Field<SpidevTransfer>(
            "spi_ioc_transfer.word_delay_usecs", nameof(SpidevTransfer.WordDelayMicroseconds));
    }

    private static IEnumerable<(string, ulong)> GpioStructures()
    {
        yield return ("sizeof gpiochip_info", SizeOf<GpioChipInfo>());
        yield return Field<GpioChipInfo>("gpiochip_info.label", nameof(GpioChipInfo.Label));
        yield return Field<GpioChipInfo>("gpiochip_info.lines", nameof(GpioChipInfo.Lines));
        yield return ("sizeof gpio_v2_line_request", SizeOf<GpioLineRequest>());
        yield return Field<GpioLineRequest>(
            "gpio_v2_line_request.offsets", nameof(GpioLineRequest.FirstOffset));
        yield return Field<GpioLineRequest>(
            "gpio_v2_line_request.consumer", nameof(GpioLineRequest.Consumer));
        yield return Field<GpioLineRequest>(
            "gpio_v2_line_request.config.flags", nameof(GpioLineRequest.Flags));
        yield return Field<GpioLineRequest>(
            "gpio_v2_line_request.config.num_attrs", nameof(GpioLineRequest.AttributeCount));
        yield return Field<GpioLineRequest>(
            "gpio_v2_line_request.config.attrs", nameof(GpioLineRequest.FirstAttribute));
        yield return Field<GpioLineRequest>(
            "gpio_v2_line_request.num_lines", nameof(GpioLineRequest.LineCount));
        yield return Field<GpioLineRequest>(
            "gpio_v2_line_request.event_buffer_size", nameof(GpioLineRequest.EventBufferSize));
        yield return Field<GpioLineRequest>(
            "gpio_v2_line_request.fd", nameof(GpioLineRequest.FileDescriptor));
        yield return ("sizeof gpio_v2_line_config_attribute", SizeOf<GpioLineAttribute>());
        yield return Field<GpioLineAttribute>(
            "gpio_v2_line_config_attribute.attr.id", nameof(GpioLineAttribute.Id));
        yield return Field<GpioLineAttribute>(
            "gpio_v2_line_config_attribute.attr.values", nameof(GpioLineAttribute.Values));
        yield return Field<GpioLineAttribute>(
            "gpio_v2_line_config_attribute.mask", nameof(GpioLineAttribute.Mask));
        yield return ("sizeof gpio_v2_line_event", SizeOf<GpioLineEvent>());
        yield return Field<GpioLineEvent>(
            "gpio_v2_line_event.timestamp_ns", nameof(GpioLineEvent.TimestampNs));
        yield return Field<GpioLineEvent>("gpio_v2_line_event.id", nameof(GpioLineEvent.Id));
        yield return Field<GpioLineEvent>("gpio_v2_line_event.offset", nameof(GpioLineEvent.Offset));
        yield return Field<GpioLineEvent>("gpio_v2_line_event.seqno", nameof(GpioLineEvent.SequenceNumber));
        yield return Field<GpioLineEvent>(
            "gpio_v2_line_event.line_seqno", nameof(GpioLineEvent.LineSequenceNumber));
        yield return ("sizeof gpio_v2_line_values", SizeOf<GpioLineValues>());
        yield return Field<GpioLineValues>("gpio_v2_line_values.bits", nameof(GpioLineValues.Bits));
        yield return Field<GpioLineValues>("gpio_v2_line_values.mask", nameof(GpioLineValues.Mask));
        yield return ("sizeof pollfd", SizeOf<PollRequest>());
        yield return Field<PollRequest>("pollfd.events", nameof(PollRequest.Events));
        yield return Field<PollRequest>("pollfd.revents", nameof(PollRequest.ReturnedEvents));
    }

    private static IEnumerable<(string, ulong)> Numbers()
    {
        ulong message = (ulong)SpidevRequest.Message;
        yield return ("SPI_IOC_MESSAGE(1)", message + (ulong)SpidevRequest.MessagePerTransfer);
        yield return ("SPI_IOC_MESSAGE(3)", message + (3 * (ulong)SpidevRequest.MessagePerTransfer));
        yield return ("SPI_IOC_RD_MODE", (ulong)SpidevRequest.ReadMode);
        yield return ("SPI_IOC_WR_MODE", (ulong)SpidevRequest.WriteMode);
        yield return ("SPI_IOC_WR_BITS_PER_WORD", (ulong)SpidevRequest.WriteBitsPerWord);
        yield return ("SPI_IOC_WR_MAX_SPEED_HZ", (ulong)SpidevRequest.WriteMaxSpeedHz);
        yield return ("GPIO_GET_CHIPINFO_IOCTL", (ulong)GpioRequest.GetChipInfo);
        yield return ("GPIO_V2_GET_LINE_IOCTL", (ulong)GpioRequest.GetLine);
        yield return ("GPIO_V2_LINE_SET_VALUES_IOCTL", (ulong)GpioRequest.SetValues);
        yield return ("GPIO_V2_LINE_FLAG_INPUT", (ulong)GpioLineFlags.Input);
        yield return ("GPIO_V2_LINE_FLAG_OUTPUT", (ulong)GpioLineFlags.Output);
        yield return ("GPIO_V2_LINE_FLAG_EDGE_FALLING", (ulong)GpioLineFlags.EdgeFalling);
        yield return ("GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES", GpioLineAttribute.OutputValues);
        yield return ("O_RDWR", (ulong)OpenFlags.ReadWrite);
        yield return ("O_CLOEXEC", (ulong)OpenFlags.CloseOnExec);
        yield return ("POLLIN", (ulong)PollEvents.Readable);
        yield return ("POLLERR", (ulong)PollEvents.Error);
        yield return ("POLLHUP", (ulong)PollEvents.HangUp);
        yield return ("POLLNVAL", (ulong)PollEvents.Invalid);
    }

    private static IEnumerable<(string, ulong)> Errors()
    {
        yield return ("ENOENT", (ulong)Errno.NoEntry);
        yield return ("EINTR", (ulong)Errno.Interrupted);
        yield return ("ENXIO", (ulong)Errno.NoDeviceOrAddress);
        yield return ("EBADF", (ulong)Errno.BadFile);
        yield return ("EAGAIN", (ulong)Errno.TryAgain);
        yield return ("EACCES", (ulong)Errno.PermissionDenied);
        yield return ("EBUSY", (ulong)Errno.Busy);
        yield return ("ENODEV", (ulong)Errno.NoDevice);
        yield return ("EINVAL", (ulong)Errno.Invalid);
        yield return ("ENOTTY", (ulong)Errno.NotATypewriter);
        yield return ("EMSGSIZE", (ulong)Errno.MessageTooLong);
        yield return ("EOPNOTSUPP", (ulong)Errno.NotSupported);
        yield return ("ESHUTDOWN", (ulong)Errno.Shutdown);
    }

    private static ulong SizeOf<T>() => (ulong)Unsafe.SizeOf<T>();

    private static (string Name, ulong Value) Field<T>(string theirs, string ours) =>
        ("offsetof " + theirs, (ulong)Marshal.OffsetOf<T>(ours));
}
