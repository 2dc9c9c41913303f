namespace EdgeEcg.Trainer;

/// <summary>What the shell gets: the contract of all EdgeEcg commands.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It ran, and the answer is no.</summary>
    public const int AnswerIsNo = 1;

    /// <summary>Bad usage or bad input.</summary>
    public const int BadInput = 2;

    /// <summary>Something outside of the program is missing or broken.</summary>
    public const int Environment = 3;

    /// <summary>Ended by Ctrl+C: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
