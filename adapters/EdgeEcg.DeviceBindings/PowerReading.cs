namespace EdgeEcg.DeviceBindings;

/// <summary>
/// What a power monitor tells; both throw <see cref="IOException"/> when it does not answer.
/// </summary>
/// <param name="Volts">Of the supply.</param>
/// <param name="Milliamperes">Signed as the chip gives it.</param>
internal sealed record PowerReading(Func<double> Volts, Func<double> Milliamperes);
