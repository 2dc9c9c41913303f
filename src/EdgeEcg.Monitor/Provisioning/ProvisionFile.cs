using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Monitor.Provisioning;

/// <summary>
/// <c>edgeecg-provision.yaml</c>: the keys of a configuration, with files beside it, and a section that says
/// what becomes of them. Everything is checked before anything is changed, so reading changes nothing.
/// </summary>
public static class ProvisionFile
{
    public const string Name = "edgeecg-provision.yaml";

    /// <exception cref="ConfigurationException">Everything that is wrong, with its places.</exception>
    public static ProvisionOrder Read(string path)
    {
        string text = ConfigurationFile.ReadText(path);
        return new ProvisionReader(path, text).Read();
    }
}
