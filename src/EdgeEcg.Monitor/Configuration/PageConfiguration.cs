using System.Net;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>The page that the device itself serves.</summary>
/// <param name="Enabled">Whether it is served.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Port">0: any that is free; it is named when the daemon starts.</param>
/// <param name="PasswordFile">The password is the first line of this file; null: none.</param>
/// <param name="TokenFile">The token is the first line of this file; null: none.</param>
public sealed record PageConfiguration(
    bool Enabled, IPAddress Address, int Port, string? PasswordFile, string? TokenFile);
