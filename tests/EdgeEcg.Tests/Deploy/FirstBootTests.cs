using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Deploy;

/// <summary>
/// deploy/package/firstboot as the unit runs it, below a folder of the test's own, with the programs that it
/// calls played: which disk it takes, in which order, and what it leaves mounted.
/// </summary>
public sealed class FirstBootTests : IDisposable
{
    private const string File = "edgeecg-provision.yaml";

    private readonly TemporaryFolder _folder = new();

    public FirstBootTests()
    {
        Directory.CreateDirectory(_folder.File("bin"));
        Play("edgeecg", "echo \"edgeecg $*\" >>\"$LOG\"; exit \"${ANSWER:-0}\"");

        // A mounted disk is a folder of its name, seen through a link; noexec and the like are asked for.
        Play(
            "mount",
            "echo \"mount $*\" >>\"$LOG\"; rmdir \"$4\"; ln -s \"$DISKS/$(basename \"$3\")\" \"$4\"");
        Play("umount", "echo \"umount $*\" >>\"$LOG\"; rm \"$1\"");
        Play("lsblk", "cat \"$DISKS/lsblk\"");
        Disks("");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_boot_partition_comes_first_and_no_stick_is_looked_at()
    {
        PutFile("root/boot/firmware");
        Disks("/dev/sda1 1 vfat ");
        PutFile("disks/sda1");

        Command boot = await FirstBoot();

        Assert.True(boot.ExitCode == 0, boot.Errors);
        Assert.Equal([$"edgeecg provision {Root}/boot/firmware"], Calls());
    }

    [Fact]
    public async Task A_stick_is_mounted_provisioned_from_and_unmounted()
    {
        Disks("/dev/sda  1  \n/dev/sda1 1 vfat ");
        PutFile("disks/sda1");

        Command boot = await FirstBoot();

        Assert.True(boot.ExitCode == 0, boot.Errors);
        string stick = $"{Root}/run/edgeecg-stick";
        Assert.Equal(
            [
                $"mount -o nosuid,nodev,noexec,sync /dev/sda1 {stick}", $"edgeecg provision {stick}",
                $"umount {stick}",
            ],
            Calls());
    }

    [Theory]
    [InlineData("/dev/mmcblk0p2 0 ext4 ", "a disk that is not removable")]
    [InlineData("/dev/sda1 1 vfat /media/photos", "a stick that somebody has mounted")]
    [InlineData("/dev/sda1 1 ntfs ", "a file system that is not for sticks")]
    [InlineData("/dev/sda1 1  ", "a partition without a file system")]
    public async Task Other_disks_are_left_alone(string disk, string why)
    {
        Disks(disk);
        PutFile("disks/sda1");
        PutFile("disks/mmcblk0p2");

        Command boot = await FirstBoot();

        Assert.True(boot.ExitCode == 0, why);
        Assert.Empty(Calls());
    }

    [Fact]
    public async Task A_stick_without_the_file_is_given_back_and_the_next_is_looked_at()
    {
        Disks("/dev/sda1 1 vfat \n/dev/sdb1 1 exfat ");
        Directory.CreateDirectory(_folder.File("disks/sda1"));
        PutFile("disks/sdb1");

        Command boot = await FirstBoot();

        Assert.True(boot.ExitCode == 0, boot.Errors);
        Assert.Equal(
            ["mount", "umount", "mount", "edgeecg", "umount"], Calls().Select(call => call.Split(' ')[0]));
    }

    [Fact]
    public async Task A_stick_that_is_refused_is_unmounted_all_the_same_and_the_unit_fails()
    {
        Disks("/dev/sda1 1 vfat ");
        PutFile("disks/sda1");

        Command boot = await FirstBoot("ANSWER=2");

        Assert.Equal(2, boot.ExitCode);
        Assert.StartsWith("umount ", Calls()[^1], StringComparison.Ordinal);
    }

    private string Root => _folder.File("root");

    private void Play(string program, string script)
    {
        string file = _folder.File("bin/" + program);
        System.IO.File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        System.IO.File.SetUnixFileMode(
            file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Disks(string lines) => System.IO.File.WriteAllText(
        Path.Combine(Directory.CreateDirectory(_folder.File("disks")).FullName, "lsblk"), lines + "\n");

    private void PutFile(string folder) => System.IO.File.WriteAllText(
        Path.Combine(Directory.CreateDirectory(_folder.File(folder)).FullName, File), "version: 2\n");

    private Task<Command> FirstBoot(string setting = "ANSWER=0") => Command.Run(
        $"{setting} LOG={_folder.File("log")} DISKS={_folder.File("disks")} EDGEECG_ROOT={Root} "
        + $"PATH={_folder.File("bin")}:$PATH sh {TestData.RepositoryRoot}/deploy/package/firstboot",
        _folder.Path);

    private string[] Calls() => System.IO.File.Exists(_folder.File("log"))
        ? System.IO.File.ReadAllLines(_folder.File("log"))
        : [];
}
