using EdgeEcg.Tests.Device.Doctor;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>
/// The driver's real system calls against the C library of tests/native, each story in a process of its own.
/// </summary>
public sealed class LinuxTransportTests
{
    private static readonly Action<FakeKernel>[] Stories =
    [
        LinuxTransportStories.A_minute_at_500_samples_per_second,
        LinuxTransportStories.Interrupted_calls,
        LinuxTransportStories.A_queue_that_overflowed,
        LinuxTransportStories.Missing_and_vanished_devices,
        KernelFaultStories.The_Nth_message_fails,
        KernelFaultStories.The_Nth_call_of_the_line_fails,
        KernelFaultStories.Lasting_faults_are_named_and_survived,
        KernelFaultStories.Controllers_that_cannot_do_it,
        KernelFaultStories.Real_time_is_asked_for_once_and_its_refusal_is_borne,
        DoctorStories.A_line_that_another_program_holds,
    ];

    [Fact]
    public void Bring_up_a_minute_of_samples_a_lead_off_and_back_and_a_clean_stop() =>
        Run(LinuxTransportStories.A_minute_at_500_samples_per_second);

    [Fact]
    public void Calls_interrupted_by_signals_are_begun_again() =>
        Run(LinuxTransportStories.Interrupted_calls);

    [Fact]
    public void A_reader_that_was_away_finds_the_gap_and_its_length() =>
        Run(LinuxTransportStories.A_queue_that_overflowed);

    [Fact]
    public void Devices_that_vanish_are_outcomes_and_devices_that_are_missing_are_named() =>
        Run(LinuxTransportStories.Missing_and_vanished_devices);

    [Fact]
    public void The_Nth_SPI_message_fails_for_every_N_until_a_run_meets_none() =>
        Run(KernelFaultStories.The_Nth_message_fails);

    [Fact]
    public void The_Nth_call_of_the_DRDY_line_fails_for_every_N_until_a_run_meets_none() =>
        Run(KernelFaultStories.The_Nth_call_of_the_line_fails);

    [Fact]
    public void A_stuck_MISO_a_frozen_DRDY_a_late_byte_and_a_changed_chip_are_named_and_survived() =>
        Run(KernelFaultStories.Lasting_faults_are_named_and_survived);

    [Fact]
    public void A_controller_without_mode_1_and_a_buffer_too_small_for_a_frame_are_named() =>
        Run(KernelFaultStories.Controllers_that_cannot_do_it);

    [Fact]
    public void The_acquisition_thread_asks_for_real_time_and_reads_without_it_as_well() =>
        Run(KernelFaultStories.Real_time_is_asked_for_once_and_its_refusal_is_borne);

    [Fact]
    public void Doctor_names_a_line_that_another_program_holds_and_leaves_the_bus_alone() =>
        Run(DoctorStories.A_line_that_another_program_holds);

    /// <summary>What the child process runs; never by itself.</summary>
    [Fact(Explicit = true)]
    public void The_story_that_the_parent_process_named()
    {
        FakeKernel kernel = FakeKernel.BindImports(out string story);
        Assert.Single(Stories, named => named.Method.Name == story)(kernel);
    }

    private static void Run(Action<FakeKernel> story) => FakeKernel.RunInProcessOfItsOwn(
        $"{typeof(LinuxTransportTests).FullName}.{nameof(The_story_that_the_parent_process_named)}",
        story.Method.Name);
}
