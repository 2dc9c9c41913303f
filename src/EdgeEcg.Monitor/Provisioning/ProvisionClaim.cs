namespace EdgeEcg.Monitor.Provisioning;

/// <summary>How a device asks the fleet for its certificate.</summary>
/// <param name="Token">Known to the enroller as well; never sent.</param>
public sealed record ProvisionClaim(string Token, string Topic, int? Port, TimeSpan Wait);
