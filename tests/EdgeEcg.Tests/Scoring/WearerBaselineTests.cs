using EdgeEcg.Core;
using EdgeEcg.Scoring;

namespace EdgeEcg.Tests.Scoring;

public sealed class WearerBaselineTests
{
    private const int Leads = 2;

    private readonly DrawnBeats _draw = new(seed: 11);

    private readonly WearerBaseline _baseline = new(BeatWindow.Standard, Leads);

    [Fact]
    public void Bigeminy_in_the_first_minutes_does_not_become_normal()
    {
        for (int i = 0; i < WearerBaseline.BeatsToLearn / 2; i++)
        {
            Learn(_draw.Normal(), 1100);
            Learn(_draw.Ventricular(), 500);
        }

        Assert.True(_baseline.IsReady);
        Assert.Equal(1, _baseline.Shapes);
        Assert.True(Qrs(_draw.Normal()) < 0.1, "a normal beat is near");
        Assert.True(Qrs(_draw.Ventricular()) > 0.3, "a ventricular beat is far");
        Assert.Equal(1100, _baseline.UsualRrMs);
    }

    [Fact]
    public void Noise_in_half_of_the_first_minutes_does_not_become_normal()
    {
        for (int i = 0; i < WearerBaseline.BeatsToLearn / 2; i++)
        {
            Learn(_draw.Normal(), 800);
            Learn(_draw.Noise(), 800);
        }

        Assert.True(Qrs(_draw.Normal()) < 0.1);
        Assert.True(Qrs(_draw.Noise()) > 0.3);
    }

    [Fact]
    public void Both_postures_of_the_first_minutes_are_normal()
    {
        for (int i = 0; i < WearerBaseline.BeatsToLearn; i++)
        {
            Learn(_draw.Normal(otherPosture: i >= WearerBaseline.BeatsToLearn / 2), 800);
        }

        Assert.Equal(2, _baseline.Shapes);
        Assert.True(Qrs(_draw.Normal()) < 0.1);
        Assert.True(Qrs(_draw.Normal(otherPosture: true)) < 0.1);
        Assert.True(Qrs(_draw.Ventricular()) > 0.3);
    }

    [Fact]
    public void Supraventricular_beats_are_not_normal_even_where_they_are_the_majority()
    {
        for (int i = 0; i < WearerBaseline.BeatsToLearn; i++)
        {
            bool isSinus = i % 4 == 0;
            Learn(_draw.Normal(hasP: isSinus), isSinus ? 1800 : 700);
        }

        Assert.Equal(1800, _baseline.UsualRrMs);
        float sinus = Measure(_draw.Normal()).Before;
        float early = Measure(_draw.Normal(hasP: false)).Before;
        Assert.True(early > 1.5f * sinus, $"{early} against {sinus}");
    }

    [Fact]
    public void A_noisy_lead_does_not_make_a_beat_abnormal_while_the_other_is_good()
    {
        LearnNormal();

        float clean = Qrs(_draw.Normal());
        float oneLeadNoisy = Qrs(_draw.WithNoiseInSecondLead(_draw.Normal()));

        Assert.True(oneLeadNoisy < clean + 0.1, $"{oneLeadNoisy} against {clean}");
    }

    [Fact]
    public void A_lead_without_electrodes_counts_nothing()
    {
        LearnNormal();
        float[] beat = _draw.Normal();
        beat.AsSpan(beat.Length / 2).Fill(-3000);

        float bothCount = Measure(_baseline, beat, usableLeads: 0b11).Qrs;
        float firstCounts = Measure(_baseline, beat, usableLeads: 0b01).Qrs;

        Assert.True(firstCounts < 0.1, $"{firstCounts}");
        Assert.True(bothCount > firstCounts);
    }

    [Fact]
    public void A_stored_baseline_goes_on_where_it_stopped()
    {
        LearnNormal();
        _baseline.Confirm();
        BaselineImage image = _baseline.ToImage(new string('a', 64), "test");
        WearerBaseline restored = new(BeatWindow.Standard, Leads);

        bool done = restored.TryRestore(image);

        float[] beat = _draw.Ventricular();
        Assert.True(done && restored.IsReady && restored.IsConfirmed);
        Assert.Equal(_baseline.UsualRrMs, restored.UsualRrMs);
        Assert.Equal(Measure(_baseline, beat).Qrs, Measure(restored, beat).Qrs, 0.02f);
    }

    [Fact]
    public void A_baseline_of_another_number_of_leads_is_not_restored()
    {
        LearnNormal();
        WearerBaseline oneLead = new(BeatWindow.Standard, leads: 1);

        Assert.False(oneLead.TryRestore(_baseline.ToImage("m", "test")));
        Assert.False(oneLead.IsReady);
    }

    [Fact]
    public void Slow_drift_is_followed_and_ectopy_is_not()
    {
        LearnNormal();
        for (int i = 0; i < 2000; i++)
        {
            float gain = 1 + 0.4f * i / 2000;
            Judge(_draw.Normal(gain: gain));
            if (i % 3 == 0)
            {
                Judge(_draw.Ventricular());
            }
        }

        Assert.True(Qrs(_draw.Normal(gain: 1.4f)) < 0.1);
        Assert.True(Qrs(_draw.Ventricular()) > 0.3);
    }

    [Fact]
    public void A_larger_or_smaller_or_later_normal_beat_has_the_normal_form_and_a_ventricular_one_has_not()
    {
        LearnNormal();

        BeatMeasures[] alike =
        [
            Measure(_draw.Normal(gain: 0.6f)), Measure(_draw.Normal(gain: 1.6f)),
            Measure(Later(_draw.Normal(), samples: 4)),
        ];
        BeatMeasures ventricular = Measure(_draw.Ventricular());

        Assert.All(alike, beat => Assert.InRange(beat.Form, 0, 0.25));
        Assert.All(alike, beat => Assert.InRange(beat.SlowRise, -0.6, 0.6));
        Assert.True(ventricular.Form > 0.5, $"{ventricular.Form}");
        Assert.True(ventricular.FormOverNoiseInBestLead > 2, $"{ventricular.FormOverNoiseInBestLead}");
        Assert.True(ventricular.SlowRise > 0.5, $"{ventricular.SlowRise}");
    }

    [Fact]
    public void Another_form_stands_out_of_a_quiet_recording_and_noise_as_large_does_not()
    {
        LearnNormal();
        float clean = Measure(_draw.Ventricular()).FormOverNoise;

        for (int i = 0; i < 8; i++)
        {
            Measure(_draw.Noise());
        }

        BeatMeasures noise = Measure(_draw.Noise());
        Assert.True(noise.Form > 0.5, $"{noise.Form}");
        Assert.InRange(noise.FormOverNoise, 0, clean / 3);
        Assert.InRange(noise.FormOverUsualNoise, noise.FormOverNoise, clean / 2);
    }

    [Fact]
    public void A_lead_without_electrodes_says_nothing_of_the_form()
    {
        LearnNormal();

        BeatMeasures none = Measure(_baseline, _draw.Ventricular(), usableLeads: 0);

        Assert.Equal(1, none.FormOverNoiseInBestLead);
        Assert.True(float.IsFinite(none.FormOverNoise));
    }

    [Fact]
    public void It_is_less_quiet_before_a_noisy_beat_than_before_a_clean_ventricular_one()
    {
        LearnNormal();

        float clean = Measure(_draw.Ventricular()).Quiet;
        float noisy = Measure(_draw.Noise()).Quiet;

        Assert.True(noisy < clean - 1, $"{noisy} against {clean}");
    }

    private static float[] Later(float[] beat, int samples)
    {
        float[] later = [.. beat];
        beat.AsSpan(0, beat.Length - samples).CopyTo(later.AsSpan(samples));
        return later;
    }

    private void LearnNormal()
    {
        for (int i = 0; i < WearerBaseline.BeatsToSettle; i++)
        {
            Learn(_draw.Normal(), 800);
        }
    }

    private void Learn(float[] beat, double rrMs)
    {
        _baseline.TakeInterval(rrMs);
        _baseline.Learn(beat, rrMs);
    }

    private void Judge(float[] beat)
    {
        _baseline.TakeInterval(800);
        _baseline.FollowIfNormal(beat, Measure(beat), quality: 1);
    }

    private float Qrs(float[] beat) => Measure(beat).Qrs;

    private BeatMeasures Measure(float[] beat) => Measure(_baseline, beat);

    private static BeatMeasures Measure(WearerBaseline baseline, float[] beat, uint usableLeads = 0b11)
    {
        float[] relative = new float[beat.Length];
        baseline.MakeRelative(beat, relative);
        return baseline.Measure(beat, relative, usableLeads);
    }
}
