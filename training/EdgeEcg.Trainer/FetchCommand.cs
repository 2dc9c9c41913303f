using System.CommandLine;
using EdgeEcg.Training.Fetching;

namespace EdgeEcg.Trainer;

/// <summary><c>edgeecg-train fetch</c>: the public data sets, where there is a network.</summary>
internal sealed class FetchCommand
{
    private readonly Argument<string[]> _sets = new("SET")
    {
        Description = $"Which ones: {string.Join(", ", PublicDataSet.All.Select(set => set.Name))}.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _to = new("--to")
    {
        Description = "Folder that gets a folder for each set.",
        Required = true,
    };

    private readonly Option<Uri?> _from = new("--from")
    {
        Description = "Address of a mirror, with the sets' folders in it.",
    };

    private FetchCommand() => _sets.AcceptOnlyFromAmong([.. PublicDataSet.All.Select(set => set.Name)]);

    public static Command Create()
    {
        FetchCommand fetch = new();
        Command command = new("fetch", "Download public data sets; what is there and right is left alone.")
        {
            fetch._sets, fetch._to, fetch._from,
        };
        command.SetAction(
            (arguments, cancellation) => Task.FromResult(fetch.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        using HttpClient client = new();
        DataSetFetch fetch = new(client, TimeProvider.System);
        foreach (string name in arguments.GetValue(_sets)!)
        {
            PublicDataSet set = PublicDataSet.All.Single(candidate => candidate.Name == name);
            Uri? mirror = arguments.GetValue(_from) is { } from
                ? new Uri($"{from.AbsoluteUri.TrimEnd('/')}/{name}/")
                : null;
            string folder = Path.Combine(arguments.GetValue(_to)!, name);
            ProgressDisplay.Show(name, 1, steps =>
            {
                fetch.Run(set, mirror, folder, new Steps(steps), cancellation).GetAwaiter().GetResult();
                return ExitCode.Done;
            });
            Console.WriteLine($"{folder}: complete; {set.Licence}");
        }

        return ExitCode.Done;
    }

    private sealed class Steps(IProgress<ProgressStep> steps) : IProgress<FetchedFile>
    {
        public void Report(FetchedFile value)
        {
            string line = value.IsComplete
                ? $"{value.Number} of {value.Count}: {value.Name}, {value.Bytes} bytes, checked"
                : string.Empty;
            double done = (value.Number - (value.IsComplete ? 0 : 1)) / (double)value.Count;
            steps.Report(new ProgressStep(done, line, $"{value.Name} {value.Bytes >> 10} KB"));
        }
    }
}
