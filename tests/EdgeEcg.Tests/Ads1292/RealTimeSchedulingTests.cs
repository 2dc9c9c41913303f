using EdgeEcg.Ads1292.Linux;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>On the kernel of this machine, which may grant real time or refuse it.</summary>
public sealed class RealTimeSchedulingTests
{
    /// <summary>Fields 40 and 41 of /proc/thread-self/stat, counted behind the name.</summary>
    private static readonly Range PriorityAndPolicy = (40 - 3)..(42 - 3);

    [Fact]
    public void The_kernel_agrees_with_the_answer_and_what_the_thread_starts_is_ordinary()
    {
        ThreadScheduling answer = ThreadScheduling.Ordinary;
        string[] own = [];
        string[] child = [];

        OnThreadOfItsOwn(() =>
        {
            answer = RealTimeScheduling.TryRaiseThisThread();
            own = Scheduling();
            OnThreadOfItsOwn(() => child = Scheduling());
        });

        string[] realTime = [$"{RealTimeScheduling.Priority}", "1"];
        Assert.NotEqual(ThreadScheduling.Ordinary, answer);
        Assert.Equal(answer is ThreadScheduling.RealTime ? realTime : Ordinary, own);
        Assert.Equal(Ordinary, child);
    }

    private static string[] Ordinary => ["0", "0"];

    private static void OnThreadOfItsOwn(Action action)
    {
        Thread thread = new(() => action());
        thread.Start();
        thread.Join();
    }

    private static string[] Scheduling()
    {
        string stat = File.ReadAllText("/proc/thread-self/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[PriorityAndPolicy];
    }
}
