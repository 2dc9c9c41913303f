namespace EdgeEcg.Device;

/// <summary>What a configuration that asks for an adapter is told by a build without it.</summary>
internal static class Packages
{
    /// <param name="key">Of the configuration.</param>
    /// <param name="choice">What it asks for.</param>
    public static EnvironmentException Missing<T>(string key, T choice)
        where T : struct, Enum =>
        new($"{key} is {choice.ToString().ToLowerInvariant()}, which this build does not have; "
            + "./edgeecg --packages nuget builds it (docs/packages.md)");
}
