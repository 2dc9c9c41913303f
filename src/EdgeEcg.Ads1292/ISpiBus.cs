namespace EdgeEcg.Ads1292;

/// <summary>
/// One chip on an SPI bus: mode 1, most significant bit first, chip select low from the first to the last
/// byte of a message. Over a bus library without delays between bytes, send the whole message at
/// <see cref="ChipTiming.SafeRegisterClockHz"/> or slower: a byte then lasts longer than the chip needs to
/// digest one.
/// </summary>
public interface ISpiBus
{
    /// <summary>
    /// Sends a message and waits until it is through. Called from one thread at a time; allocates nothing.
    /// </summary>
    public SpiOutcome Transfer(in SpiMessage message);
}
