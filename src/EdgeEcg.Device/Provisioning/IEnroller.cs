using EdgeEcg.Monitor.Provisioning;

namespace EdgeEcg.Device.Provisioning;

/// <summary>Gets a certificate for a signing request from the fleet.</summary>
internal interface IEnroller
{
    /// <exception cref="EnvironmentException">There is none to be had now; trying again is right.</exception>
    public string Enrol(ProvisionOrder order, string csr);
}
