using AuthServer.Messaging;

namespace AuthServer.Tests.Messaging;

public sealed class SmsOptionsTests
{
    private const string Url = "https://sms.example.com/messages";

    [Theory]
    [InlineData("Url", Url)]
    [InlineData("Preset", "")]
    [InlineData("Method", "PUT")]
    [InlineData("Headers:Authorization", "Bearer key")]
    [InlineData("Headers:Idempotency-Key", "{{id}}")]
    [InlineData("Body", """{"message":{"to":["{{to}}"],"text":"{{body}}","key":"{{id}}"}}""")]
    public void Sound_settings_start_in_Production(string key, string value) => Assert.Null(Fault("Production", (key, value)));

    [Theory]
    [InlineData("Url", "", "Sms:Url:")]
    [InlineData("Url", "/messages", "Sms:Url:")]
    [InlineData("Url", "ftp://sms.example.com/", "Sms:Url:")]
    [InlineData("Url", "http://sms.example.com/", "Sms:Url:")]
    [InlineData("Url", "https://user:password@sms.example.com/", "Sms:Url:")]
    [InlineData("Url", "https://sms.example.com/?to={{to}}", "Sms:Url:")]
    [InlineData("Method", "GET", "Sms:Method:")]
    [InlineData("Method", "post", "Sms:Method:")]
    [InlineData("ContentType", "application/xml", "Sms:ContentType:")]
    [InlineData("Headers:Authorization", "Bearer key\r\nX-Other: yes", "Sms:Headers:Authorization:")]
    [InlineData("Headers:Authorization", "Bearer key\n", "Sms:Headers:Authorization:")]
    [InlineData("Headers:Authorization", "Bearer {{token}}", "Sms:Headers:Authorization:")]
    [InlineData("Headers:X-Text", "{{body}}", "Sms:Headers:X-Text:")]
    [InlineData("Headers:X-Broken", "{{id", "Sms:Headers:X-Broken:")]
    [InlineData("Headers:Content-Type", "text/plain", "Sms:Headers:Content-Type:")]
    [InlineData("Headers:X Y", "value", "Sms:Headers:X Y:")]
    [InlineData("Body", """{"to":"{{to}}","text":"{{text}}"}""", "Sms:Body:")]
    [InlineData("Body", """{"to":"{{to}}","text":"{{ body }}"}""", "Sms:Body:")]
    [InlineData("Body", """{"to":"{{to}}","text":"{{body"}""", "Sms:Body:")]
    [InlineData("Body", """{"to":"{{to}}"}""", "Sms:Body:")]
    [InlineData("Body", """{"to":{{to}},"text":{{body}}}""", "Sms:Body:")]
    [InlineData("Body", """{"to":"{{to}}","text":"{{body}}","from":"{{from}}"}""", "Sms:From:")]
    [InlineData("AccountSid", "AC0123", "Sms:AccountSid:")]
    [InlineData("Preset", "Other", "Sms:Preset")]
    [InlineData("Authorization", "Bearer key", "Authorization")]
    public void Insecure_or_impossible_setting_stops_a_Production_start_with_its_name(string key, string value, string named) =>
        Assert.Contains(named, Fault("Production", (key, value)), StringComparison.Ordinal);

    [Fact]
    public void Http_is_refused_in_Production_only()
    {
        Assert.Null(Fault("Staging", ("Url", "http://127.0.0.1:8080/messages")));
        Assert.Null(Fault("Development", ("Url", "")));
    }

    [Theory]
    [InlineData("AccountSid", "", "Sms:AccountSid:")]
    [InlineData("AccountSid", "AC/../Other", "Sms:AccountSid:")]
    [InlineData("AuthToken", "", "Sms:AuthToken:")]
    [InlineData("From", "", "Sms:From:")]
    [InlineData("Url", "http://127.0.0.1/", "Sms:Url:")]
    [InlineData("Preset", "Twilio", null)]
    public void Twilio_needs_an_account_its_token_and_a_sender(string key, string value, string? named)
    {
        var fault = Fault("Production", ("Url", ""), ("Preset", "Twilio"), ("AccountSid", "AC0123"), ("AuthToken", "token"), ("From", "+12025550199"), (key, value));
        if (named is null) Assert.Null(fault);
        else Assert.Contains(named, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_do_not_tell_secrets()
    {
        var fault = Fault("Production", ("Headers:Authorization", "Bearer secret-key\r\n"), ("AuthToken", "secret-token"));
        Assert.NotNull(fault);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    private static string? Fault(string environment, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Url"] = Url };
        foreach (var (key, value) in settings) all[key] = value;
        return SectionStart.Fault<SmsOptions>(SmsOptions.Section, environment, all);
    }
}
