namespace EdgeEcg.Monitor.Configuration;

/// <summary>Chips that measure the supply.</summary>
public enum PowerMonitorKind
{
    None,
    Ina219,
    Ina236,
}
