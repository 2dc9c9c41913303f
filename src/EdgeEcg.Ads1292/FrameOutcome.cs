namespace EdgeEcg.Ads1292;

/// <summary>
/// How one attempt to read a sample ended. Only <see cref="Ok"/> and <see cref="Gap"/> carry a frame.
/// </summary>
public enum FrameOutcome
{
    /// <summary>The next sample.</summary>
    Ok,

    /// <summary>A good sample, with <see cref="Ads1292Frame.LostBefore"/> lost ones before it.</summary>
    Gap,

    /// <summary>No DRDY edge in time.</summary>
    NotReady,

    /// <summary>What was read is no frame; the sample counts as lost.</summary>
    BadMarker,

    /// <summary>
    /// A continuous read met the chip's next update, so its end may belong to another sample; it counts as
    /// lost.
    /// </summary>
    Torn,

    /// <summary>The message failed on the bus; the sample counts as lost.</summary>
    BusFault,

    /// <summary>The DRDY line failed; nothing can be waited for.</summary>
    LineFault,

    /// <summary>An edge much too soon after the last one: a glitch, no new sample.</summary>
    DoubleEdge,

    /// <summary>
    /// The chip is being restarted, or waits for the next attempt; from <see cref="Ads1292Acquisition"/>
    /// only.
    /// </summary>
    Down,
}
