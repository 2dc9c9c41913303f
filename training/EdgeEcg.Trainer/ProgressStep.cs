namespace EdgeEcg.Trainer;

/// <summary>One sign of progress.</summary>
/// <param name="Done">Out of the whole that was announced.</param>
/// <param name="Line">For a log; empty for a step too small to be told there.</param>
/// <param name="Detail">A few words beside the bar.</param>
internal readonly record struct ProgressStep(double Done, string Line, string Detail = "");
