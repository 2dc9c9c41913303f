namespace EdgeEcg.Device.Pictures;

/// <summary>Abnormal beats in a row, as the monitor tells them.</summary>
/// <param name="SampleIndex">Of the first.</param>
/// <param name="Beats">How many.</param>
/// <param name="Bpm">Mean rate over their intervals.</param>
internal readonly record struct AbnormalRun(long SampleIndex, int Beats, double Bpm);
