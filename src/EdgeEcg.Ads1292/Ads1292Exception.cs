using System.Globalization;

namespace EdgeEcg.Ads1292;

/// <summary>
/// The chip cannot be used: one sentence with the register, what was written and read, and the likely cause.
/// </summary>
public sealed class Ads1292Exception : Exception
{
    public Ads1292Exception(ChipFault fault, string message)
        : base(message)
    {
        Fault = fault;
        Found = message;
    }

    internal Ads1292Exception(ChipFault fault, string found, string likelyCause)
        : base($"{found}. Likely cause: {likelyCause}.")
    {
        Fault = fault;
        Found = found;
        LikelyCause = likelyCause;
    }

    public ChipFault Fault { get; }

    /// <summary>The evidence alone, without a full stop.</summary>
    public string Found { get; }

    /// <summary>What usually brings this about; null where nobody can tell.</summary>
    public string? LikelyCause { get; }

    /// <summary>The register that did not behave; null where the fault is not about one.</summary>
    public Ads1292Register? Register { get; private init; }

    public byte? Written { get; private init; }

    public byte? Read { get; private init; }

    internal static Ads1292Exception Identity(ChipFault fault, byte read, string likelyCause) =>
        new(fault, $"Register ID (00) read {Hex(read)}, expected 52, 53 or 73", likelyCause)
        {
            Register = Ads1292Register.Id,
            Read = read,
        };

    internal static Ads1292Exception Mismatch(Ads1292Register register, byte written, byte read) =>
        new(ChipFault.RegisterMismatch,
            $"Register {Name(register)} was written {Hex(written)} and read {Hex(read)}",
            ChipDiagnosis.CauseOfMismatch(written, read))
        {
            Register = register,
            Written = written,
            Read = read,
        };

    internal static Ads1292Exception Bus(SpiOutcome outcome, string doing)
    {
        ChipFault fault = outcome == SpiOutcome.Failed ? ChipFault.BusFault : ChipFault.BusRefused;
        return new(
            fault, $"The SPI message to {doing} ended with '{outcome}'", ChipDiagnosis.CauseOf(outcome));
    }

    internal static string Name(Ads1292Register register) =>
        $"{register.ToString().ToUpperInvariant()} ({Hex((byte)register)})";

    internal static string Hex(byte value) => value.ToString("X2", CultureInfo.InvariantCulture);
}
