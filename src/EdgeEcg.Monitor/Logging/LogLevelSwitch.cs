using Microsoft.Extensions.Logging;

namespace EdgeEcg.Monitor.Logging;

/// <summary>How much is logged; changed while the program runs, from any thread.</summary>
public sealed class LogLevelSwitch
{
    private volatile LogLevel _level = LogLevel.Information;

    public LogLevel Level
    {
        get => _level;
        set => _level = value;
    }
}
