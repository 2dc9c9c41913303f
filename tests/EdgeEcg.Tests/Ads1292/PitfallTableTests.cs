using System.Reflection;
using EdgeEcg.Tests.Device.Doctor;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>
/// Which test shows which row of docs/wiring.md, section 3. A row without a test, and a test without a row,
/// is found here.
/// </summary>
public sealed class PitfallTableTests
{
    private static readonly (string Symptom, Type Tests, string Test)[] Rows =
    [
        Row("registers read C0, 60, 00 and the like",
            nameof(PitfallTests.Frames_instead_of_registers_are_called_still_streaming)),
        Row("identity 00", nameof(PitfallTests.A_stuck_MISO_is_told_by_its_level)),
        Row("identity 00",
            nameof(PitfallTests.Command_bytes_without_spacing_read_zero_and_the_spacing_is_named)),
        Row("identity 00", nameof(PitfallTests.A_chip_held_in_power_down_does_not_reply)),
        Row("identity 00", nameof(PitfallTests.A_chip_that_is_not_given_time_after_its_reset_does_not_reply)),
        Row("identity FF", nameof(PitfallTests.A_stuck_MISO_is_told_by_its_level)),
        Row("values shifted by a bit: 29 for 53, 60 for C0",
            nameof(PitfallTests.The_wrong_clock_edge_shows_as_values_one_bit_late)),
        Row("values shifted by a bit: 29 for 53, 60 for C0",
            nameof(PitfallTests.A_register_that_reads_one_bit_late_is_told_from_a_damaged_one)),
        Row("identity differs each time",
            nameof(PitfallTests.An_identity_that_changes_means_too_little_wait)),
        Row("identity 50 or 51, or anything else", nameof(PitfallTests.Another_chip_is_refused)),
        Row("a register keeps a bit",
            nameof(PitfallTests.A_stuck_register_bit_is_named_with_what_was_written_and_read)),
        Row("registers fine, frames all zero",
            nameof(PitfallTests.A_bad_power_up_with_all_zero_data_is_cured_by_another)),
        Row("registers fine, frames all zero", nameof(PitfallTests.All_zero_data_that_stay_are_named)),
        Row("frame begins FF C0", nameof(PitfallTests.A_frame_that_comes_one_byte_late_is_named)),
        Row("no sample at all", nameof(PitfallTests.A_silent_DRDY_line_is_named)),
        Row("DRDY falls before the start", nameof(PitfallTests.A_START_pin_tied_high_is_named)),
        Row("`could not open`, `could not get line`", nameof(LinuxTransportTests
            .Devices_that_vanish_are_outcomes_and_devices_that_are_missing_are_named),
            typeof(LinuxTransportTests)),
        Row("`could not get line`: busy", nameof(LinuxTransportTests
            .Devices_that_vanish_are_outcomes_and_devices_that_are_missing_are_named),
            typeof(LinuxTransportTests)),
        Row("`could not set SPI mode 1`, `mode 0 read back`", nameof(LinuxTransportTests
            .A_controller_without_mode_1_and_a_buffer_too_small_for_a_frame_are_named),
            typeof(LinuxTransportTests)),
        Row("`ended with 'TooLong'`", nameof(LinuxTransportTests
            .A_controller_without_mode_1_and_a_buffer_too_small_for_a_frame_are_named),
            typeof(LinuxTransportTests)),
        Row("all is well, but at a clock around 1 MHz",
            nameof(ChipAdviceTests.A_clock_at_which_a_Pi_4_ends_messages_early_is_warned_of),
            typeof(ChipAdviceTests)),
        Row("samples lost while the machine is busy",
            nameof(ChipAdviceTests.Real_time_that_is_missing_is_warned_of_only_where_it_is_needed),
            typeof(ChipAdviceTests)),
        Row("lead-off never changes", nameof(PitfallTests
            .Lead_off_flags_change_because_comparators_and_electrodes_are_switched_on)),
        Row("gain is not what the register seems to say", nameof(PitfallTests
            .The_gain_of_a_channel_byte_is_the_datasheets_and_not_the_one_of_well_known_comments)),
        Row("the rate is another than was set",
            nameof(PitfallTests.The_rate_that_is_set_is_the_rate_that_comes)),
        Row("the rate is another than was set",
            nameof(DoctorTests.Each_scripted_fault_is_named_with_its_remedy), typeof(DoctorTests)),
        Row("reserved bits that must be 1 or 0",
            nameof(PitfallTests.Reserved_bits_are_written_as_the_datasheet_wants_them)),
        Row("other bytes than zero sent while reading",
            nameof(PitfallTests.While_a_frame_is_read_the_chip_is_sent_zeros)),
        Row("a flat line at the end of the scale", nameof(PitfallTests
            .Lead_off_flags_change_because_comparators_and_electrodes_are_switched_on)),
    ];

    [Fact]
    public void Every_row_of_the_page_has_a_test_and_every_test_its_row()
    {
        string page = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "wiring.md"));
        string section = page.Split("\n## ").Single(part => part.StartsWith("3. ", StringComparison.Ordinal));

        string[] symptoms =
        [
            .. section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)
                .Select(line => line.Split('|')[1].Trim()),
        ];

        Assert.True(symptoms.Length > 20, "the table was not found");
        Assert.Equal(symptoms.Order(), Rows.Select(row => row.Symptom).Distinct().Order());
    }

    [Fact]
    public void Every_test_that_is_named_is_run() => Assert.All(Rows, row =>
        Assert.NotNull(row.Tests.GetMethod(row.Test)?.GetCustomAttribute<FactAttribute>()));

    private static (string Symptom, Type Tests, string Test) Row(string symptom, string test) =>
        Row(symptom, test, typeof(PitfallTests));

    private static (string Symptom, Type Tests, string Test) Row(string symptom, string test, Type tests) =>
        (symptom, tests, test);
}
