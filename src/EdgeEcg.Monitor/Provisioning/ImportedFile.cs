namespace EdgeEcg.Monitor.Provisioning;

/// <summary>A file that the device gets from the stick.</summary>
/// <param name="Key">The key of the configuration that will name it.</param>
/// <param name="Name">In the folder of credentials.</param>
/// <param name="Source">On the stick; null where the provisioning file itself holds the content.</param>
/// <param name="IsSecret">It is wiped from the stick.</param>
public sealed record ImportedFile(string Key, string Name, byte[] Content, string? Source, bool IsSecret);
