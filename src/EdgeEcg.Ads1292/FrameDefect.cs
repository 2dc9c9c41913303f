namespace EdgeEcg.Ads1292;

/// <summary>
/// What nine bytes without the status marker look like, which tells what is wrong with the wiring.
/// </summary>
public enum FrameDefect
{
    None,
    WrongLength,

    /// <summary>
    /// MISO held low or not connected inside the processor, or a chip that converts nothing.
    /// </summary>
    AllZero,

    /// <summary>MISO held high or floating, or the chip without power.</summary>
    AllOnes,

    /// <summary>A byte was clocked out before the frame: an opcode's or a dummy byte's reply.</summary>
    OneByteLate,

    /// <summary>Wrong clock edge: the bus is not in mode 1.</summary>
    OneBitLate,

    WrongMarker,
}
