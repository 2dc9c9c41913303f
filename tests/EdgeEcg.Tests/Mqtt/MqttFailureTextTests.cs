using EdgeEcg.Mqtt;

namespace EdgeEcg.Tests.Mqtt;

public sealed class MqttFailureTextTests
{
    private static readonly MqttOptions Options = Links.Options(8883, "ecg-01");

    [Fact]
    public void Sentence_names_the_place_the_meaning_the_code_and_what_was_said_below()
    {
        string sentence = MqttFailureText.Sentence(
            MqttFailure.BadCredentials, Options, MqttReasonCode.BadUserNameOrPassword, "details");

        Assert.Equal(
            "MQTT broker 127.0.0.1:8883: user name or password is wrong "
                + "(0x86 BadUserNameOrPassword) [details]",
            sentence);
    }

    [Fact]
    public void Every_failure_has_a_meaning_of_its_own()
    {
        string[] sentences = [.. Enum.GetValues<MqttFailure>()
            .Select(f => MqttFailureText.Sentence(f, Options, MqttReasonCode.Success, null))];

        Assert.Equal(sentences.Length, sentences.Distinct().Count());
        Assert.All(Enum.GetValues<MqttFailure>().Zip(sentences), p =>
            Assert.DoesNotContain($": {p.First}", p.Second, StringComparison.Ordinal));
    }
}
