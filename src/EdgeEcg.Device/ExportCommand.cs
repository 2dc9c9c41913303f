using System.CommandLine;
using System.Globalization;
using EdgeEcg.Device.Pictures;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Device;

/// <summary>
/// <c>edgeecg export</c>: what the device recorded, as files that stand on their own. Reads only, so the
/// daemon may go on recording.
/// </summary>
internal sealed class ExportCommand
{
    private const int SecondsAroundInPicture = 5;

    private readonly Argument<string?> _recording = new("RECORDING")
    {
        Description = "A recording: its name as --list shows it, the id of its boot, or 'latest'; for "
            + "--report and --strip also the path of any WFDB record.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _list = new("--list") { Description = "Show what recordings there are." };

    private readonly Option<string?> _from =
        new("--from") { Description = "From this time on: ISO 8601, UTC where no offset is given." };

    private readonly Option<string?> _to = new("--to") { Description = "Up to this time." };

    private readonly Option<string?> _event =
        new("--event") { Description = "What was recorded around the event of this id." };

    private readonly Option<int> _around = new("--around")
    {
        Description = "Seconds before and after the event; of a picture 5 where nothing is said.",
        DefaultValueFactory = _ => 30,
    };

    private readonly Option<string?> _out =
        new("--out")
        {
            Description = "Folder for the files; made if it is not there. For a strip, or the picture of an "
                + "event: FILE.svg or FILE.png.",
        };

    private readonly Option<ExportFormat> _format = new("--format")
    {
        Description = "wfdb: raw codes, header, annotations; csv: microvolts and times.",
        DefaultValueFactory = _ => ExportFormat.Wfdb,
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "The daemon's configuration; if not given /etc/edgeecg/edgeecg.yaml where it exists.",
    };

    private readonly Option<string?> _storage =
        new("--storage") { Description = "The daemon's storage.folder, instead of a configuration." };

    private readonly Option<bool> _json = new("--json") { Description = "Print the list as JSON." };

    private readonly PictureArguments _pictures = new();

    private ExportCommand()
    {
    }

    public static Command Create()
    {
        ExportCommand export = new();
        Command command = new("export", "Copy recordings, or a stretch of one, into files of their own.")
        {
            export._recording, export._list, export._from, export._to, export._event, export._around,
            export._out, export._format, export._config, export._storage, export._json,
        };
        export._pictures.AddTo(command);
        command.Validators.Add(result =>
        {
            if (export._pictures.AreIn(result))
            {
                if (result.GetValue(export._recording) is null)
                {
                    result.AddError("say which RECORDING or record to draw");
                }

                return;
            }

            int asked = (result.GetValue(export._recording) is null ? 0 : 1)
                + (result.GetValue(export._event) is null ? 0 : 1)
                + ((result.GetValue(export._from) ?? result.GetValue(export._to)) is null ? 0 : 1);
            if (!result.GetValue(export._list) && (asked == 0 || result.GetValue(export._out) is null))
            {
                result.AddError("say what to export (RECORDING, --from and --to, or --event) and --out DIR, "
                    + "or --list");
            }
        });
        command.SetAction((arguments, cancellation) => Task.FromResult(export.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        bool draws = _pictures.AreIn(arguments.CommandResult);
        if (draws && DrawnRecord.IsFile(arguments.GetValue(_recording)!))
        {
            using DrawnRecord drawn = DrawnRecord.OfFile(arguments.GetValue(_recording)!);
            _pictures.Write(arguments, drawn.Record, arguments.GetValue(_out), cancellation);
            return ExitCode.Done;
        }

        string folder = StorageFolders.Recordings(arguments.GetValue(_storage), arguments.GetValue(_config));
        RecordingCatalog catalog = RecordingCatalog.Read(folder);
        foreach (string lost in catalog.Unreadable)
        {
            Console.Error.WriteLine(
                $"edgeecg: {lost} in {folder} has no intact header and no intact index; left as it is");
        }

        if (arguments.GetValue(_list))
        {
            RecordingList.Print(catalog, folder, arguments.GetValue(_json));
            return ExitCode.Done;
        }

        ExportSelection selection = arguments.GetValue(_event) is { } id
            ? ExportSelection.OfEvent(catalog, folder, id, Around(arguments))
            : ExportSelection.OfTime(
                catalog, folder, arguments.GetValue(_recording), Time(arguments, _from),
                Time(arguments, _to));
        if (!draws && !PictureArguments.IsPicture(arguments.GetValue(_out)))
        {
            return Write(selection, arguments.GetValue(_out)!, arguments.GetValue(_format));
        }

        Draw(arguments, selection, cancellation);
        return ExitCode.Done;
    }

    // Half a minute on each side is a metre and a half of paper.
    private int Around(ParseResult arguments) =>
        PictureArguments.IsPicture(arguments.GetValue(_out)) && arguments.GetResult(_around)!.Implicit
            ? SecondsAroundInPicture
            : arguments.GetValue(_around);

    private void Draw(ParseResult arguments, ExportSelection selection, CancellationToken cancellation)
    {
        using DrawnRecord drawn = DrawnRecord.Of(selection);
        if (arguments.GetValue(_event) is { } id)
        {
            PictureArguments.WriteEvent(drawn.Record, id, arguments.GetValue(_out)!);
        }
        else
        {
            _pictures.Write(arguments, drawn.Record, arguments.GetValue(_out), cancellation);
        }
    }

    private static int Write(ExportSelection selection, string outFolder, ExportFormat format)
    {
        string folder = Directory.CreateDirectory(outFolder).FullName;
        foreach ((StoredRecording recording, SampleSpan span, string name) in selection.Stretches)
        {
            ExportSummary summary = new RecordingExport(recording, folder, format).Write(span, name);
            foreach (string record in summary.Records)
            {
                Console.WriteLine(record);
            }

            TimeSpan length = TimeSpan.FromSeconds(summary.Samples / recording.Info.Rate.Hz);
            Console.Error.WriteLine(
                $"edgeecg: {recording.Name}: {length:d\\.hh\\:mm\\:ss} in {summary.Records.Count} files, "
                + $"{summary.MissingSamples} samples missing, {summary.DamagedBlocks} blocks and "
                + $"{summary.DamagedAnnotations} pieces of annotations damaged");
        }

        return ExitCode.Done;
    }

    private static DateTimeOffset? Time(ParseResult arguments, Option<string?> option)
    {
        if (arguments.GetValue(option) is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw BadRecordException.InFile(
                option.Name, $"'{text}'", "a time such as 2026-01-31T12:00:00Z");
    }
}
