using System.Text.Json;

namespace EdgeEcg.Device.Doctor;

/// <summary>A whole run, for machines and for the exit code.</summary>
internal sealed record DoctorReport
{
    public int Schema { get; init; } = 1;

    /// <summary>Null where the configuration could not be read.</summary>
    public required string? DeviceId { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string Version { get; init; }

    /// <summary>The chip was a simulated one.</summary>
    public required bool Simulated { get; init; }

    public required IReadOnlyList<CheckResult> Checks { get; init; }

    public int Ok => Count(CheckVerdict.Ok);

    public int Warnings => Count(CheckVerdict.Warning);

    public int Failed => Count(CheckVerdict.Failed);

    public int Skipped => Count(CheckVerdict.Skipped);

    /// <summary>What the shell gets; warnings are all right.</summary>
    public int ExitCode => Checks.Any(check => check.IsEnvironment) ? Device.ExitCode.Environment
        : Failed > 0 ? Device.ExitCode.AnswerIsNo
        : Device.ExitCode.Done;

    public string ToJson() => JsonSerializer.Serialize(this, DoctorJson.Default.DoctorReport);

    public string Summary =>
        $"{Checks.Count} checks: {Ok} ok, {Warnings} warnings, {Failed} failed, {Skipped} skipped";

    private int Count(CheckVerdict verdict) => Checks.Count(check => check.Verdict == verdict);
}
