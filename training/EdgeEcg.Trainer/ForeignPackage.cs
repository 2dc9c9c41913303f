using System.CommandLine;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Evaluation;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Trainer;

/// <summary>
/// What the verbs for models from elsewhere share: the records that calibrate and test, and the way from two
/// ONNX files, float and int8, to a package with the figures of both.
/// </summary>
internal sealed class ForeignPackage
{
    /// <summary>As for our own models: one normal beat in a hundred is flagged on these records.</summary>
    private const double NormalShareBelowThreshold = 0.99;

    private readonly Option<string> _calibrate = new("--calibrate")
    {
        Description = "Annotated WFDB records, a path or a folder: their normal beats give the ranges of "
            + "int8 and the threshold.",
        Required = true,
    };

    private readonly Option<string> _test = new("--test")
    {
        Description = "Annotated WFDB records for the report; those of --calibrate where it is missing.",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder for the model package; one that is there is replaced.",
        Required = true,
    };

    private readonly Option<string> _float = new("--float")
    {
        Description = "Also write the model in single precision, as ONNX, to this file.",
    };

    private readonly Option<string> _licence = new("--data-licence")
    {
        Description = "Licence of the data the model was trained on, written into the package.",
        DefaultValueFactory = _ => "not stated",
    };

    public IEnumerable<Option> Options => [_calibrate, _test, _out, _float, _licence];

    /// <summary>Reads the calibration records, has the model made, packages and reports it.</summary>
    /// <param name="make">From normal beats to name, float ONNX and int8 ONNX.</param>
    public int Run(ParseResult arguments, Func<BeatMatrix, (string Name, ReadOnlyMemory<byte> Float,
        ReadOnlyMemory<byte> Int8)> make)
    {
        WfdbRecord[] calibration = Open(arguments.GetValue(_calibrate)!);
        WfdbRecord[] test = arguments.GetValue(_test) is { } path ? Open(path) : calibration;
        DeviceModelFit fit = new(
            new FitRecipe
            {
                Model = ModelCatalog.WeightedDense,
                Seed = 0,
                Score = ErrorMeasure.WeightedMeanAbsolute,
                Workers = Environment.ProcessorCount,
            },
            NormalShareBelowThreshold);
        BeatMatrix normals = fit.ReadNormals(calibration, out IReadOnlyList<TrainingSource> sources);
        (string name, ReadOnlyMemory<byte> single, ReadOnlyMemory<byte> int8) = make(normals);
        string licence = arguments.GetValue(_licence)!;
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("edgeecg-foreign-");
        try
        {
            ModelPackage twin = fit.WritePackage(
                name, single, calibration, sources, licence, Path.Combine(scratch.FullName, "float"));
            ModelPackage package = fit.WritePackage(
                name, int8, calibration, sources, licence, Path.Combine(scratch.FullName, "int8"));
            AnomalyReport before = fit.Evaluate(twin, test);
            AnomalyReport after = fit.Evaluate(package, test);
            after.Write(Console.Out);

            // Rounded first, and never a negative zero, which would be printed with two signs.
            double? difference = after.AreaPooled - before.AreaPooled is { } exact
                ? Math.Round(exact, 4) + 0.0
                : null;
            Console.WriteLine(
                $"AUC on the device path, {test.Length} records: float {before.AreaPooled:0.0000}, "
                + $"int8 {after.AreaPooled:0.0000}, difference "
                + $"{difference:+0.0000;-0.0000}");
            Write(arguments, DeviceModelFit.WithMetrics(package, before, after), single);
            return ExitCode.Done;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private void Write(ParseResult arguments, ModelPackage package, ReadOnlyMemory<byte> single)
    {
        ModelPackage written = ModelPackage.Write(
            arguments.GetValue(_out)!, package.Manifest, package.Onnx.Span);
        if (arguments.GetValue(_float) is { } file)
        {
            File.WriteAllBytes(file, single.Span);
        }

        Console.WriteLine(
            $"wrote {written.Folder}: {written.Manifest.Architecture} int8, {written.Onnx.Length} bytes "
            + $"({single.Length} in single precision), "
            + $"threshold {written.Manifest.Thresholds[0].Score:0.0000}, "
            + $"id {written.Manifest.ModelId[..12]}");
    }

    private static WfdbRecord[] Open(string path) =>
        [.. RecordPaths.Expand([path]).Headers.Select(WfdbRecord.Open)];
}
