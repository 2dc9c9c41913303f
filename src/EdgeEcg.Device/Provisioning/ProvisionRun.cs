using System.Text;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Provisioning;

namespace EdgeEcg.Device.Provisioning;

/// <summary>
/// One run over one stick: takes up a run that was cut off, or checks and carries out the order, wipes the
/// stick and leaves the report, the label and the signing request beside the order.
/// </summary>
internal sealed class ProvisionRun(ProvisionDisk disk, IEnroller enroller)
{
    public const string ReportName = "edgeecg-provision-report.txt";

    private readonly Provisioner _provisioner = new(disk, enroller);

    /// <summary>What was done, one sentence each; empty where the device had it all.</summary>
    public IReadOnlyList<string> Done => _provisioner.Done;

    public ProvisionedDevice Run(string provisionFile)
    {
        string file = Path.GetFullPath(provisionFile);
        try
        {
            ProvisionRecord record = TakeUp(file) ?? Provision(file);
            _provisioner.WipeStick(record, file);
            ProvisionedDevice device = _provisioner.Device(record);
            Leave(file, ReportName, device.Report());
            Leave(file, $"{device.Id}-label.svg", device.Label.ForPrinter());
            if (device.Csr is { } csr)
            {
                Leave(file, $"{device.Id}.csr.pem", csr);
            }

            return device;
        }
        catch (Exception refusal) when (refusal is ConfigurationException or EnvironmentException)
        {
            ReportRefusal(file, refusal.Message);
            throw;
        }
    }

    private ProvisionRecord? TakeUp(string file) =>
        _provisioner.InForce() is { } record && File.Exists(file) && record.IsOf(File.ReadAllBytes(file))
            ? record
            : null;

    private ProvisionRecord Provision(string file)
    {
        _provisioner.Run(ProvisionFile.Read(file));
        return _provisioner.InForce()!;
    }

    private void Leave(string file, string name, string text) => disk.Write(
        Path.Combine(Path.GetDirectoryName(file)!, name), Encoding.UTF8.GetBytes(text), mode: null);

    // The refusal itself matters more than that it cannot be left on a stick that is read-only.
    private void ReportRefusal(string file, string reasons)
    {
        try
        {
            Leave(
                file, ReportName,
                $"EdgeEcg provisioning: NOT done; the device is as it was.\n\n{reasons}\n");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"edgeecg: no report beside {file}: {trouble.Message}");
        }
    }
}
