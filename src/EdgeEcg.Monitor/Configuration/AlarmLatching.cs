namespace EdgeEcg.Monitor.Configuration;

/// <summary>Which alarms stay until somebody has looked, though their condition is over.</summary>
public enum AlarmLatching : byte
{
    /// <summary>Those of the heart; technical ones tell only what is.</summary>
    Heart,

    All,

    None,
}
