using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Provisioning;

/// <summary>What a device is after provisioning, for its label and for the report on the stick.</summary>
/// <param name="Csr">Of a key that was made here; null where the key was brought.</param>
/// <param name="Certificate">PEM; null: the device has none.</param>
internal sealed record ProvisionedDevice(
    MonitorConfiguration Configuration, ProvisionRecord Record, string Fingerprint, string? Csr,
    string? Certificate)
{
    public string Id => Configuration.Device.Id;

    public DeviceLabel Label => new(Id, Configuration.Device.Name, Fingerprint);

    /// <summary>The same however often the device was provisioned, and in how many attempts.</summary>
    public string Report()
    {
        MqttConfiguration mqtt = Configuration.Mqtt;
        string wiped = Record.WipedFiles.Count == 0 ? "no file" : string.Join(", ", Record.WipedFiles);
        return $"""
            EdgeEcg provisioning: done.

            device       {Id} ({Configuration.Device.Name})
            key          {Fingerprint}
            certificate  {DescribeCertificate()}
            broker       {mqtt.Host}:{mqtt.Port}, {(mqtt.Tls is null ? "NOT encrypted" : "TLS")}
            settings     {Provisioner.ConfigurationPath}; credentials have mode 0600
            wiped        {wiped} on this stick; passwords and
                         tokens in the provisioning file are overwritten. Flash may keep an older copy
                         of a block: keep the stick, or destroy it.

            Next: edgeecg doctor says whether the device works. EdgeEcg is not a medical device.

            """;
    }

    private string DescribeCertificate()
    {
        if (Certificate is null)
        {
            return Csr is null ? "none" : $"none; have {Id}.csr.pem signed, name the result as "
                + "mqtt.tls.certificate_file and provision again";
        }

        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(Certificate);
        string until = certificate.NotAfter.ToUniversalTime()
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{certificate.Subject}, from {certificate.Issuer}, until {until}";
    }
}
