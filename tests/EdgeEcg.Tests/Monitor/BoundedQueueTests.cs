using EdgeEcg.Monitor;

namespace EdgeEcg.Tests.Monitor;

public sealed class BoundedQueueTests
{
    [Fact]
    public void A_full_live_queue_drops_the_oldest_item_and_counts_it()
    {
        BoundedQueue<int> queue = new(capacity: 3, wakeAt: 1, producerWaits: false);

        foreach (int item in Enumerable.Range(1, 5))
        {
            queue.Add(item);
        }

        int[] taken = new int[8];
        Assert.Equal(3, queue.Take(taken, TimeSpan.Zero));
        Assert.Equal([3, 4, 5], taken[..3]);
        Assert.Equal(2, queue.Dropped);
    }

    [Fact]
    public void A_replayed_signal_waits_for_a_slow_consumer_and_loses_nothing()
    {
        BoundedQueue<int> queue = new(capacity: 4, wakeAt: 1, producerWaits: true);
        Thread producer = new(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                queue.Add(i);
            }

            queue.Complete();
        });
        producer.Start();

        List<int> taken = [];
        int[] batch = new int[3];
        while (!queue.IsFinished)
        {
            int count = queue.Take(batch, TimeSpan.FromSeconds(1));
            taken.AddRange(batch.Take(count));
        }

        producer.Join();
        Assert.Equal(Enumerable.Range(0, 1000), taken);
        Assert.Equal(0, queue.Dropped);
    }

    [Fact]
    public void What_is_added_after_completion_is_counted_as_dropped()
    {
        BoundedQueue<int> queue = new(capacity: 4, wakeAt: 1, producerWaits: false);
        queue.Complete();

        queue.Add(1);

        Assert.Equal(1, queue.Dropped);
        Assert.True(queue.IsFinished);
    }
}
