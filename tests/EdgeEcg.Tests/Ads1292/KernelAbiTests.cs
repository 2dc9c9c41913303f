using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeEcg.Ads1292.Linux;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>Our structures and numbers against those that a C compiler takes from this machine's own headers.</summary>
public sealed class KernelAbiTests
{
    [Fact]
    public void Every_size_offset_and_number_is_that_of_the_C_headers()
    {
        using TemporaryFolder folder = new();
        FakeKernel kernel = FakeKernel.Load(folder);

        string[] theirs = kernel.Abi.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] ours = [.. Ours().Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Name} {entry.Value}"))];

        Assert.Equal(theirs, ours);
    }

    private static IEnumerable<(string Name, ulong Value)> Ours() =>
        [.. Spidev(), .. GpioStructures(), .. Numbers(), .. Errors()];

    private static IEnumerable<(string, ulong)> Spidev()
    {
        yield return ("sizeof spi_ioc_transfer", SizeOf<SpidevTransfer>());
        yield return ("offsetof spi_ioc_transfer.tx_buf", Offset<SpidevTransfer>(nameof(SpidevTransfer.SendBuffer)));
        yield return ("offsetof spi_ioc_transfer.rx_buf", Offset<SpidevTransfer>(nameof(SpidevTransfer.ReceiveBuffer)));
        yield return ("offsetof spi_ioc_transfer.len", Offset<SpidevTransfer>(nameof(SpidevTransfer.LengthBytes)));
        yield return ("offsetof spi_ioc_transfer.speed_hz", Offset<SpidevTransfer>(nameof(SpidevTransfer.SpeedHz)));
        yield return ("offsetof spi_ioc_transfer.delay_usecs", Offset<SpidevTransfer>(nameof(SpidevTransfer.DelayMicroseconds)));
        yield return ("offsetof spi_ioc_transfer.bits_per_word", Offset<SpidevTransfer>(nameof(SpidevTransfer.BitsPerWord)));
        yield return ("offsetof spi_ioc_transfer.cs_change", Offset<SpidevTransfer>(nameof(SpidevTransfer.ChangeSelect)));
        yield return ("offsetof spi_ioc_transfer.word_delay_usecs", Offset<SpidevTransfer>(nameof(SpidevTransfer.WordDelayMicroseconds)));
    }

    private static IEnumerable<(string, ulong)> GpioStructures()
    {
        yield return ("sizeof gpiochip_info", SizeOf<GpioChipInfo>());
        yield return ("offsetof gpiochip_info.label", Offset<GpioChipInfo>(nameof(GpioChipInfo.Label)));
        yield return ("offsetof gpiochip_info.lines", Offset<GpioChipInfo>(nameof(GpioChipInfo.Lines)));
        yield return ("sizeof gpio_v2_line_request", SizeOf<GpioLineRequest>());
        yield return ("offsetof gpio_v2_line_request.offsets", Offset<GpioLineRequest>(nameof(GpioLineRequest.FirstOffset)));
        yield return ("offsetof gpio_v2_line_request.consumer", Offset<GpioLineRequest>(nameof(GpioLineRequest.Consumer)));
        yield return ("offsetof gpio_v2_line_request.config.flags", Offset<GpioLineRequest>(nameof(GpioLineRequest.Flags)));
        yield return ("offsetof gpio_v2_line_request.config.num_attrs", Offset<GpioLineRequest>(nameof(GpioLineRequest.AttributeCount)));
        yield return ("offsetof gpio_v2_line_request.config.attrs", Offset<GpioLineRequest>(nameof(GpioLineRequest.FirstAttribute)));
        yield return ("offsetof gpio_v2_line_request.num_lines", Offset<GpioLineRequest>(nameof(GpioLineRequest.LineCount)));
        yield return ("offsetof gpio_v2_line_request.event_buffer_size", Offset<GpioLineRequest>(nameof(GpioLineRequest.EventBufferSize)));
        yield return ("offsetof gpio_v2_line_request.fd", Offset<GpioLineRequest>(nameof(GpioLineRequest.FileDescriptor)));
        yield return ("sizeof gpio_v2_line_config_attribute", SizeOf<GpioLineAttribute>());
        yield return ("offsetof gpio_v2_line_config_attribute.attr.id", Offset<GpioLineAttribute>(nameof(GpioLineAttribute.Id)));
        yield return ("offsetof gpio_v2_line_config_attribute.attr.values", Offset<GpioLineAttribute>(nameof(GpioLineAttribute.Values)));
        yield return ("offsetof gpio_v2_line_config_attribute.mask", Offset<GpioLineAttribute>(nameof(GpioLineAttribute.Mask)));
        yield return ("sizeof gpio_v2_line_event", SizeOf<GpioLineEvent>());
        yield return ("offsetof gpio_v2_line_event.timestamp_ns", Offset<GpioLineEvent>(nameof(GpioLineEvent.TimestampNs)));
        yield return ("offsetof gpio_v2_line_event.id", Offset<GpioLineEvent>(nameof(GpioLineEvent.Id)));
        yield return ("offsetof gpio_v2_line_event.offset", Offset<GpioLineEvent>(nameof(GpioLineEvent.Offset)));
        yield return ("offsetof gpio_v2_line_event.seqno", Offset<GpioLineEvent>(nameof(GpioLineEvent.SequenceNumber)));
        yield return ("offsetof gpio_v2_line_event.line_seqno", Offset<GpioLineEvent>(nameof(GpioLineEvent.LineSequenceNumber)));
        yield return ("sizeof gpio_v2_line_values", SizeOf<GpioLineValues>());
        yield return ("offsetof gpio_v2_line_values.bits", Offset<GpioLineValues>(nameof(GpioLineValues.Bits)));
        yield return ("offsetof gpio_v2_line_values.mask", Offset<GpioLineValues>(nameof(GpioLineValues.Mask)));
        yield return ("sizeof pollfd", SizeOf<PollRequest>());
        yield return ("offsetof pollfd.events", Offset<PollRequest>(nameof(PollRequest.Events)));
        yield return ("offsetof pollfd.revents", Offset<PollRequest>(nameof(PollRequest.ReturnedEvents)));
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

    private static ulong Offset<T>(string field) => (ulong)Marshal.OffsetOf<T>(field);
}
