using System.CommandLine;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Models;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;

namespace EdgeEcg.Device.Models;

/// <summary>
/// <c>edgeecg model</c>: the models of this device. The running daemon sees a change within seconds.
/// </summary>
internal sealed class ModelCommand
{
    private readonly Option<string?> _config = new("--config")
    {
        Description = "The daemon's configuration; if not given /etc/edgeecg/edgeecg.yaml where it exists.",
    };

    private readonly Option<string?> _storage =
        new("--storage") { Description = "The daemon's storage.folder, instead of that of a configuration." };

    private readonly Option<string?> _keys = new("--trusted-keys")
    {
        Description = "The folder of trusted public keys, instead of model.trusted_keys_folder.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the list as JSON." };

    private readonly Option<bool> _evenIfLocked = new("--even-if-locked")
    {
        Description = "Install although a recording is locked; for a device whose daemon does not run.",
    };

    private readonly Argument<string> _source = new("PACKAGE")
    {
        Description = "A folder, .zip or .tar.gz with a model package, or a USB stick that holds one.",
    };

    private readonly Argument<string?> _verified = new("PACKAGE")
    {
        Description = "The same, or the id of an installed model; the one in use where nothing is given.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private ModelCommand()
    {
    }

    public static Command Create()
    {
        ModelCommand model = new();
        Option[] shared = [model._config, model._storage, model._keys];
        return new Command("model", "List, install, verify and roll back the models of this device.")
        {
            Verb("list", "Show the installed models.", model.List, [.. shared, model._json]),
            Verb(
                "install", "Check a model package, keep it, and use it from now on, on trial.", model.Install,
                [model._source, .. shared, model._evenIfLocked]),
            Verb(
                "verify", "Say whether a package would be installed; exit code 1 where not.", model.Verify,
                [model._verified, .. shared]),
            Verb("rollback", "Use the model before again.", model.RollBack, shared),
        };
    }

    private static Command Verb(
        string name, string description, Func<ParseResult, int> run, IEnumerable<Symbol> symbols)
    {
        Command verb = new(name, description);
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                verb.Arguments.Add(argument);
            }
            else
            {
                verb.Options.Add((Option)symbol);
            }
        }

        verb.SetAction((arguments, _) => Task.FromResult(run(arguments)));
        return verb;
    }

    private int List(ParseResult arguments)
    {
        (ModelStore store, TrustedKeys keys, StorageConfiguration _) = Open(arguments);
        ModelListing.Print(store, keys, arguments.GetValue(_json));
        return ExitCode.Done;
    }

    private int Install(ParseResult arguments)
    {
        (ModelStore store, TrustedKeys _, StorageConfiguration storage) = Open(arguments);
        if (!arguments.GetValue(_evenIfLocked) && RecordingLock.Find(storage.Recordings) is { } locked)
        {
            Console.Error.WriteLine($"edgeecg: {locked}");
            return ExitCode.AnswerIsNo;
        }

        ModelInstallation done = store.Install(arguments.GetValue(_source)!);
        Console.WriteLine(done.Changed
            ? $"installed {ModelListing.Describe(done.Package.Manifest, done.SignedBy)}; it is on trial from "
                + "now on, and a running daemon takes it within seconds"
            : $"{ModelListing.Describe(done.Package.Manifest, done.SignedBy)} was active already");
        return ExitCode.Done;
    }

    private int Verify(ParseResult arguments)
    {
        (ModelStore store, TrustedKeys _, StorageConfiguration _) = Open(arguments);
        string source = arguments.GetValue(_verified) ?? store.Selection.Active ?? DefaultModel.Folder;
        try
        {
            (ModelPackage package, string? signedBy) = source == DefaultModel.Folder
                ? (DefaultModel.Load(), null)
                : store.Verify(source);
            Console.WriteLine($"good: {ModelListing.Describe(package.Manifest, signedBy)}");
            return ExitCode.Done;
        }
        catch (BadModelException bad)
        {
            Console.Error.WriteLine($"edgeecg: {bad.Message}");
            return ExitCode.AnswerIsNo;
        }
    }

    private int RollBack(ParseResult arguments)
    {
        (ModelStore store, TrustedKeys _, StorageConfiguration _) = Open(arguments);
        if (!store.Selection.CanGoBack)
        {
            Console.Error.WriteLine("edgeecg: the model that comes with the program is in use, and no other "
                + "was used before it");
            return ExitCode.AnswerIsNo;
        }

        string? wanted = store.Selection.Previous;
        ModelPackage package = store.Load(wanted);
        store.RollBack();
        Console.WriteLine($"back to {(wanted is null ? "the model that comes with the program, " : "")}"
            + $"{ModelListing.Describe(package.Manifest, null)}; a running daemon takes it within seconds");
        return ExitCode.Done;
    }

    private (ModelStore Store, TrustedKeys Keys, StorageConfiguration Storage) Open(ParseResult arguments)
    {
        (StorageConfiguration storage, MonitorConfiguration? configuration) =
            StorageFolders.Find(arguments.GetValue(_storage), arguments.GetValue(_config));
        TrustedKeys keys = TrustedKeys.Read(
            arguments.GetValue(_keys) ?? configuration?.Model.TrustedKeysFolder
                ?? StorageFolders.DefaultTrustedKeys);
        if (configuration?.Model.Folder is { } fixedFolder)
        {
            Console.Error.WriteLine(
                $"edgeecg: model.folder is {fixedFolder}: the daemon uses that, not an installed one");
        }

        return (new ModelStore(storage.Models, keys, TimeProvider.System), keys, storage);
    }
}
