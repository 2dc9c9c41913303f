using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeEcg.Monitor;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device;

/// <summary>
/// <c>edgeecg baseline</c>: what the device keeps as this wearer's normal, for the technician who has looked
/// at it. Works on the stored file: stop the daemon first, or ask the running one by its command topics.
/// </summary>
internal sealed class BaselineCommand
{
    private readonly Option<string?> _storage = new("--storage")
    {
        Description = "The storage folder instead of the configured one.",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "The configuration file that names the storage folder.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print as JSON." };

    private BaselineCommand()
    {
    }

    public static Command Create()
    {
        BaselineCommand baseline = new();
        return new Command("baseline", "Show, confirm or reset what is kept as the wearer's normal beats.")
        {
            baseline.Verb("show", "Show it.", baseline.Show),
            baseline.Verb("confirm", "Say that the beats kept as normal are this wearer's normal ones.",
                baseline.Confirm),
            baseline.Verb("reset", "Forget it: another wearer, other electrodes.", Reset),
        };
    }

    private Command Verb(string name, string description, Func<BaselineStore, ParseResult, int> action)
    {
        Command verb = new(name, description) { _storage, _config, _json };
        verb.SetAction(arguments => action(Store(arguments), arguments));
        return verb;
    }

    private BaselineStore Store(ParseResult arguments) =>
        new(StorageFolders.Root(arguments.GetValue(_storage), arguments.GetValue(_config)));

    private int Show(BaselineStore store, ParseResult arguments)
    {
        if (Load(store) is not { } image)
        {
            return ExitCode.AnswerIsNo;
        }

        int shapes = image.Beats.Select(b => b.Shape).Distinct().Count();
        if (arguments.GetValue(_json))
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                confirmed = image.IsConfirmed,
                beats = image.Beats.Count,
                shapes,
                leads = image.Leads,
                usual_rr_ms = image.ReferenceRrMs,
                source = image.Source,
                model_id = image.ModelId,
            }));
            return ExitCode.Done;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(image.IsConfirmed ? "confirmed" : "not confirmed")}: {image.Beats.Count} normal beats of "
            + $"{shapes} {(shapes == 1 ? "shape" : "shapes")}, {image.Leads} leads, usual interval "
            + $"{image.ReferenceRrMs:0} ms, from {image.Source}, "
            + $"last used with model {image.ModelId[..Math.Min(12, image.ModelId.Length)]}"));
        return ExitCode.Done;
    }

    private int Confirm(BaselineStore store, ParseResult arguments)
    {
        if (Load(store) is not { } image)
        {
            return ExitCode.AnswerIsNo;
        }

        return store.Save(image with { IsConfirmed = true }) ? Show(store, arguments)
            : throw new EnvironmentException(store.Fault!);
    }

    private static int Reset(BaselineStore store, ParseResult arguments)
    {
        Console.WriteLine(store.Delete() ? "forgotten; the wearer will be learned anew"
            : "there was nothing to forget");
        return ExitCode.Done;
    }

    private static BaselineImage? Load(BaselineStore store)
    {
        BaselineImage? image = store.Load();
        if (image is null)
        {
            Console.Error.WriteLine($"edgeecg: no baseline at {store.FilePath}"
                + (store.Fault is { } fault ? $": {fault}" : "; none has been learned yet"));
        }

        return image;
    }
}
