namespace EdgeEcg.Ads1292;

/// <summary>
/// The chip's opcodes (SBAS502B, table 13). RREG and WREG carry a register address in their low five bits.
/// </summary>
public enum Ads1292Command : byte
{
    /// <summary>Clocked out while only reading; the chip decodes nothing.</summary>
    Nop = 0x00,

    /// <summary>Leave standby; the next command no sooner than 4 t_CLK later.</summary>
    Wakeup = 0x02,

    /// <summary>Everything but the reference goes off; only <see cref="Wakeup"/> may follow.</summary>
    Standby = 0x04,

    /// <summary>
    /// Registers to power-on values, takes 9 t_MOD; read-data-continuous is active again afterwards.
    /// </summary>
    Reset = 0x06,

    /// <summary>Start conversions; only with the START pin held low.</summary>
    Start = 0x08,

    /// <summary>Stop after the conversion under way.</summary>
    Stop = 0x0A,

    /// <summary>Measure and remember the offset; RESP2.CALIB_ON must be set first.</summary>
    OffsetCalibration = 0x1A,

    /// <summary>RDATAC: every frame is put out by itself. The state after power-up and reset.</summary>
    ReadDataContinuously = 0x10,

    /// <summary>SDATAC: frames come on request only, and registers can be read again.</summary>
    StopReadDataContinuously = 0x11,

    /// <summary>
    /// RDATA: put out the latest frame once; may straddle the next DRDY without corruption.
    /// </summary>
    ReadData = 0x12,

    /// <summary>RREG: low five bits the first register, next byte the count less one.</summary>
    ReadRegister = 0x20,

    /// <summary>
    /// WREG: low five bits the first register, next byte the count less one, then the values.
    /// </summary>
    WriteRegister = 0x40,
}
