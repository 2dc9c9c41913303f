using Spectre.Console;

namespace EdgeEcg.Trainer;

/// <summary>
/// How far long work is, on standard error, so that standard output holds nothing but results: a bar on a
/// terminal, plain lines in a log.
/// </summary>
internal static class ProgressDisplay
{
    /// <param name="what">Beside the bar.</param>
    /// <param name="whole">What <see cref="ProgressStep.Done"/> is when all is done.</param>
    /// <param name="work">Reports from any thread.</param>
    public static T Show<T>(string what, double whole, Func<IProgress<ProgressStep>, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(new PlainLines());
        }

        IAnsiConsole terminal = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(progress => work(new Bar(what, progress.AddTask(Markup.Escape(what), maxValue: whole))));
    }

    private sealed class PlainLines : IProgress<ProgressStep>
    {
        public void Report(ProgressStep value)
        {
            if (value.Line.Length > 0)
            {
                Console.Error.WriteLine(value.Line);
            }
        }
    }

    private sealed class Bar(string what, ProgressTask task) : IProgress<ProgressStep>
    {
        public void Report(ProgressStep value)
        {
            task.Value = value.Done;
            task.Description = Markup.Escape($"{what} {value.Detail}".TrimEnd());
        }
    }
}
