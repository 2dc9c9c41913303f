namespace EdgeEcg.Ads1292;

/// <summary>
/// Register addresses (SBAS502B, table 14); each has a struct of the same name in <c>Registers/</c>.
/// </summary>
public enum Ads1292Register : byte
{
    /// <summary>Variant, read only; <see cref="IdRegister"/>.</summary>
    Id = 0x00,

    /// <summary>
    /// Data rate and conversion mode; <see cref="Config1Register"/>. Writing it restarts the filter.
    /// </summary>
    Config1 = 0x01,

    /// <summary>Reference, lead-off comparators, test signal; <see cref="Config2Register"/>.</summary>
    Config2 = 0x02,

    /// <summary>Lead-off threshold and current; <see cref="LeadOffRegister"/>.</summary>
    LeadOff = 0x03,

    /// <summary>Channel 1 gain and input; <see cref="ChannelRegister"/>.</summary>
    Channel1 = 0x04,

    /// <summary>Channel 2 gain and input; <see cref="ChannelRegister"/>.</summary>
    Channel2 = 0x05,

    /// <summary>Right-leg drive; <see cref="RightLegDriveRegister"/>.</summary>
    RightLegDrive = 0x06,

    /// <summary>Which electrodes are watched; <see cref="LeadOffSenseRegister"/>.</summary>
    LeadOffSense = 0x07,

    /// <summary>Comparator states and clock divider; <see cref="LeadOffStatusRegister"/>.</summary>
    LeadOffStatus = 0x08,

    /// <summary>
    /// Respiration modulator; <see cref="Respiration1Register"/>. Writing it restarts the filter.
    /// </summary>
    Respiration1 = 0x09,

    /// <summary>
    /// Respiration clock, offset calibration; <see cref="Respiration2Register"/>. Writing it restarts the
    /// filter.
    /// </summary>
    Respiration2 = 0x0A,

    /// <summary>The two general-purpose pins; <see cref="GpioRegister"/>.</summary>
    Gpio = 0x0B,
}
