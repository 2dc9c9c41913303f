namespace EdgeEcg.Device;

/// <summary>Something outside of the program is missing or broken; one sentence with the remedy.</summary>
internal sealed class EnvironmentException : Exception
{
    public EnvironmentException(string message)
        : base(message)
    {
    }
}
