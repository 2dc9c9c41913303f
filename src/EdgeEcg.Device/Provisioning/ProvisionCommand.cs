using System.CommandLine;
using System.Text.Json;
using EdgeEcg.Device.Config;
using EdgeEcg.Monitor.Provisioning;

namespace EdgeEcg.Device.Provisioning;

/// <summary><c>edgeecg provision</c>: what a technician's stick says, brought onto the device.</summary>
internal sealed class ProvisionCommand
{
    // Raspberry Pi OS, older ones and Jetson, and where the first-boot unit mounts a stick.
    private static readonly string[] Places = ["/boot/firmware", "/boot", "/boot/efi", "/run/edgeecg-stick"];

    private readonly Argument<string?> _path = new("FILE|DIR")
    {
        Description = $"The provisioning file, or the folder with {ProvisionFile.Name}.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _root = new("--root")
    {
        Description = "Provision the system in this folder, such as a mounted card or an image.",
        DefaultValueFactory = _ => "/",
    };

    private readonly Option<bool> _search = new("--search")
    {
        Description = $"Look on the boot partition and the stick: {string.Join(", ", Places)}.",
    };

    private readonly Option<bool> _json = ConfigCommand.AsJson();

    private ProvisionCommand()
    {
    }

    public static Command Create()
    {
        ProvisionCommand provision = new();
        Command command = new("provision", "Set a device up from a file on a stick; safe to run again.")
        {
            provision._path, provision._root, provision._search, provision._json,
        };
        command.SetAction(provision.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        string root = arguments.GetValue(_root)!;
        string? path = arguments.GetValue(_search) ? Found(root) : arguments.GetValue(_path);
        if (path is null)
        {
            bool searched = arguments.GetValue(_search);
            Console.Error.WriteLine(searched
                ? "edgeecg: nothing to provision from on the boot partition or a stick"
                : "edgeecg: provision needs a file or folder, or --search");
            return searched ? ExitCode.Done : ExitCode.BadInput;
        }

        string file = Directory.Exists(path) ? Path.Combine(path, ProvisionFile.Name) : path;
        ProvisionRun run = new(new ProvisionDisk(root, _ => { }), new MqttEnroller(TimeProvider.System));
        ProvisionedDevice device = run.Run(file);
        Print(run, device, arguments.GetValue(_json));
        return ExitCode.Done;
    }

    private static string? Found(string root) => Places.Select(place => Path.Join(root, place))
        .FirstOrDefault(place => File.Exists(Path.Combine(place, ProvisionFile.Name)));

    private static void Print(ProvisionRun run, ProvisionedDevice device, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    device_id = device.Id, name = device.Configuration.Device.Name,
                    key_fingerprint = device.Fingerprint, has_certificate = device.Certificate is not null,
                    label = device.Label.Payload, done = run.Done,
                },
                ConfigCommand.Json));
            return;
        }

        foreach (string done in run.Done)
        {
            Console.WriteLine(done);
        }

        Console.WriteLine(run.Done.Count == 0 ? $"{device.Id} is provisioned from this file already" : "");
        Console.Write(device.Label.ForTerminal());
    }
}
