namespace EdgeEcg.Device;

/// <summary>
/// How far long work has come: one line on standard error that is redrawn on a terminal, and nothing in a
/// log.
/// </summary>
internal sealed class ProgressLine
{
    private readonly string _what;
    private readonly int _total;
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Lock _gate = new();
    private int _done;

    public ProgressLine(string what, int total)
    {
        _what = what;
        _total = total;
    }

    public void Step()
    {
        lock (_gate)
        {
            _done++;
            if (_isTerminal)
            {
                Console.Error.Write($"\r{_what} {_done} of {_total} …");
            }
        }
    }

    public void End()
    {
        if (_isTerminal)
        {
            Console.Error.Write("\r" + new string(' ', 60) + "\r");
        }
    }
}
