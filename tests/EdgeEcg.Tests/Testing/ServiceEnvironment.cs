namespace EdgeEcg.Tests.Testing;

/// <summary>
/// What systemd/edgeecg.service gives the daemon, so that it is measured and killed as it runs on a device.
/// </summary>
public static class ServiceEnvironment
{
    private const string Key = "Environment=";

    /// <param name="repository">Where the sources are.</param>
    public static IEnumerable<(string Name, string Value)> Read(string repository) =>
        File.ReadLines(Path.Combine(repository, "systemd", "edgeecg.service"))
            .Where(line => line.StartsWith(Key, StringComparison.Ordinal))
            .SelectMany(line => line[Key.Length..].Split(' '))
            .Select(setting => setting.Split('=', 2))
            .Select(setting => (setting[0], setting[1]));
}
