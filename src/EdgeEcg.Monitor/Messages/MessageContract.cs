namespace EdgeEcg.Monitor.Messages;

/// <summary>What all messages share.</summary>
public static class MessageContract
{
    /// <summary>Rises when a field changes its meaning or goes; a new field does not raise it.</summary>
    public const int Schema = 1;

    public const string Disclaimer = "not for diagnosis";
}
