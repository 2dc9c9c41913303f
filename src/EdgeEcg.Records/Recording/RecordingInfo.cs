using EdgeEcg.Core;

namespace EdgeEcg.Records.Recording;

/// <summary>What holds for a whole recording: one run of one device.</summary>
/// <param name="Device">Id of the device.</param>
/// <param name="Boot">Id of the run; sample indexes count from its start.</param>
/// <param name="Test">The signal is not a wearer's.</param>
/// <param name="Rate">Of both channels.</param>
/// <param name="Channel1MicrovoltsPerCode">What one count of the converter means.</param>
/// <param name="Channel2MicrovoltsPerCode">The same for channel 2.</param>
public sealed record RecordingInfo(
    string Device,
    string Boot,
    bool Test,
    SampleRate Rate,
    double Channel1MicrovoltsPerCode,
    double Channel2MicrovoltsPerCode)
{
    public const int Channels = 2;

    /// <summary>Bytes of one sample of both channels.</summary>
    public const int FrameBytes = Channels * 3;

    /// <summary>The signals as a header describes them.</summary>
    /// <param name="fileName">Where their samples lie.</param>
    public WfdbSignal[] Signals(string fileName) =>
    [
        Signal(fileName, "lead 1", Channel1MicrovoltsPerCode),
        Signal(fileName, "lead 2", Channel2MicrovoltsPerCode),
    ];

    private static WfdbSignal Signal(string fileName, string lead, double microvoltsPerCode) => new()
    {
        FileName = fileName,
        Format = SignalFormat.Bits24,
        Gain = 1000 / microvoltsPerCode,
        Units = "mV",
        AdcResolutionBits = 24,
        Description = lead,
    };
}
