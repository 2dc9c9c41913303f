namespace EdgeEcg.Monitor.Sparkplug;

/// <summary>Sparkplug B 3.0.0, section 6.4.16: those that EdgeEcg uses.</summary>
internal enum SparkplugDatatype : uint
{
    Int64 = 4,
    Double = 10,
    Boolean = 11,
    Text = 12,
}
