using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>
/// The driver's real system calls against the C library of tests/native, each story in a process of its own.
/// </summary>
public sealed class LinuxTransportTests
{
    [Fact]
    public void Bring_up_a_minute_of_samples_a_lead_off_and_back_and_a_clean_stop() =>
        Run(nameof(LinuxTransportStories.A_minute_at_500_samples_per_second));

    [Fact]
    public void Calls_interrupted_by_signals_are_begun_again() =>
        Run(nameof(LinuxTransportStories.Interrupted_calls));

    [Fact]
    public void A_reader_that_was_away_finds_the_gap_and_its_length() =>
        Run(nameof(LinuxTransportStories.A_queue_that_overflowed));

    [Fact]
    public void Devices_that_vanish_are_outcomes_and_devices_that_are_missing_are_named() =>
        Run(nameof(LinuxTransportStories.Missing_and_vanished_devices));

    /// <summary>What the child process runs; never by itself.</summary>
    [Fact(Explicit = true)]
    public void The_story_that_the_parent_process_named()
    {
        FakeKernel kernel = FakeKernel.BindImports(out string story);
        switch (story)
        {
            case nameof(LinuxTransportStories.A_minute_at_500_samples_per_second):
                LinuxTransportStories.A_minute_at_500_samples_per_second(kernel);
                break;
            case nameof(LinuxTransportStories.Interrupted_calls):
                LinuxTransportStories.Interrupted_calls(kernel);
                break;
            case nameof(LinuxTransportStories.A_queue_that_overflowed):
                LinuxTransportStories.A_queue_that_overflowed(kernel);
                break;
            case nameof(LinuxTransportStories.Missing_and_vanished_devices):
                LinuxTransportStories.Missing_and_vanished_devices(kernel);
                break;
            default:
                Assert.Fail($"no story is called '{story}'");
                break;
        }
    }

    private static void Run(string story) => FakeKernel.RunInProcessOfItsOwn(
        $"{typeof(LinuxTransportTests).FullName}.{nameof(The_story_that_the_parent_process_named)}", story);
}
