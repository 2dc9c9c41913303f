namespace EdgeEcg.Tests.Monitor;

/// <summary>What is known of a board, whoever reads it.</summary>
/// <param name="bench">The board under test, with chips whose values are set.</param>
[Trait("suite", "contract")]
public abstract class BoardContract(IBoardBench bench) : IDisposable
{
    public void Dispose()
    {
        bench.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(3.712, -284)]
    [InlineData(5.1, 1250)]
    public void Power_monitor_gives_volts_and_milliamperes(double volts, double milliamperes)
    {
        bench.SetSupply(volts, milliamperes);

        Assert.Equal(volts, bench.Board.Sensors.SupplyVolts!.Value, 0.005);
        Assert.Equal(milliamperes, bench.Board.Sensors.SupplyMilliamperes!.Value, 1.0);
    }

    [Fact]
    public void Sensor_that_does_not_answer_has_no_value()
    {
        bench.SetSupply(5, 100);
        bench.TakeSensorsAway();

        Assert.Null(bench.Board.Sensors.SupplyVolts);
        Assert.Null(bench.Board.Sensors.SupplyMilliamperes);
        Assert.Null(bench.Board.Sensors.ClockChip);
    }

    [Fact]
    public void Clock_chip_is_named()
    {
        Assert.Contains("ds3231", bench.Board.Sensors.ClockChip, StringComparison.Ordinal);
    }

    [Fact]
    public void Light_is_lit_and_dark_again()
    {
        bool lit = bench.Board.Light!.TryShow(true);
        bool wasLit = bench.IsLit;
        bool dark = bench.Board.Light.TryShow(false);

        Assert.True(lit && dark);
        Assert.True(wasLit);
        Assert.False(bench.IsLit);
    }
}
