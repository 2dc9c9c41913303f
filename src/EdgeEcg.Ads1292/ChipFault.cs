namespace EdgeEcg.Ads1292;

/// <summary>
/// What is wrong, as far as the bytes tell; <see cref="Ads1292Exception"/> carries it with the evidence.
/// </summary>
public enum ChipFault
{
    /// <summary>A message failed on the bus.</summary>
    BusFault,

    /// <summary>The bus driver refuses a setting.</summary>
    BusRefused,

    /// <summary>A GPIO line failed.</summary>
    LineFault,

    /// <summary>Another program holds a GPIO line.</summary>
    LineTaken,

    /// <summary>Only zeros come back.</summary>
    NoReply,

    /// <summary>Only ones come back.</summary>
    FloatingReply,

    /// <summary>Frames come back where registers were asked for.</summary>
    StillStreaming,

    /// <summary>Every byte is one bit late.</summary>
    WrongClockEdge,

    /// <summary>The identity differs from one reading to the next.</summary>
    UnstableIdentity,

    /// <summary>Something answers, but not a chip of this family.</summary>
    WrongIdentity,

    /// <summary>A register does not hold what was written.</summary>
    RegisterMismatch,

    /// <summary>The settings ask for what this variant does not have.</summary>
    Unsupported,

    /// <summary>DRDY falls although nothing was started.</summary>
    StartPinHigh,

    /// <summary>Conversions were started and DRDY never fell.</summary>
    NoDataReady,

    /// <summary>Registers are fine, but frames come out all zero.</summary>
    AllZeroData,

    /// <summary>Frames come out one byte late.</summary>
    FrameOneByteLate,

    /// <summary>What comes out is no frame, in no known way.</summary>
    BadFrame,
}
