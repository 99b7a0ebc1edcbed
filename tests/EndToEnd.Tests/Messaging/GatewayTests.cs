using System.Text;
using System.Text.Json;
using AuthServer.Messaging;
using EndToEnd.Running;

namespace EndToEnd.Messaging;

public sealed class GatewayTests
{
    // Quotes, a brace, an ampersand, a percent sign, a line break, Arabic: each means something to one of the forms.
    private static readonly SmsMessage Message = new("+12025550101", "Your \"code\" {{to}} & 100% is 123456.\n\n@id.example.com #123456 مرحبا+");

    [Fact]
    public async Task Plain_settings_post_JSON()
    {
        await using var server = await NodeServer.StartAsync("sms-gateway");
        await SendAsync(new SmsOptions { Url = Url(server, "/messages"), Headers = { ["Authorization"] = "Bearer key", ["Idempotency-Key"] = "{{id}}" } });

        var request = Assert.Single(await server.StopAsync());
        Assert.Equal("POST", Text(request, "method"));
        Assert.Equal("/messages", Text(request, "url"));
        Assert.Equal("application/json", Header(request, "content-type"));
        Assert.Equal("Bearer key", Header(request, "authorization"));
        Assert.Equal($"{Message.Id:N}", Header(request, "idempotency-key"));
        var body = JsonElement.Parse(Text(request, "body"));
        Assert.Equal(Message.To, Text(body, "to"));
        Assert.Equal(Message.Body, Text(body, "body"));
        Assert.Equal(2, body.EnumerateObject().Count());
    }

    [Fact]
    public async Task Template_decides_method_and_form()
    {
        await using var server = await NodeServer.StartAsync("sms-gateway");
        await SendAsync(new SmsOptions { Url = Url(server, "/"), Method = "PUT", From = "Bank \"A\"", Body = """{"message":{"recipients":["{{to}}"],"sender":"{{from}}","text":"{{body}}"}}""" });
        await SendAsync(new SmsOptions { Url = Url(server, "/"), ContentType = "text/plain", Body = "{{to}} {{body}}" });

        var requests = await server.StopAsync();
        Assert.Equal("PUT", Text(requests[0], "method"));
        var message = JsonElement.Parse(Text(requests[0], "body")).GetProperty("message");
        Assert.Equal([Message.To, "Bank \"A\"", Message.Body], [message.GetProperty("recipients")[0].GetString()!, Text(message, "sender"), Text(message, "text")]);
        Assert.Equal("text/plain; charset=utf-8", Header(requests[1], "content-type"));
        Assert.Equal($"{Message.To} {Message.Body}", Text(requests[1], "body"));
    }

    [Fact]
    public async Task Twilio_gets_its_form()
    {
        await using var server = await NodeServer.StartAsync("sms-gateway");
        await SendAsync(new SmsOptions { Preset = SmsPreset.Twilio, AccountSid = "AC0123", AuthToken = "token", From = "+12025550199", Url = Url(server, "/2010-04-01/Accounts/AC0123/Messages.json") });

        var request = Assert.Single(await server.StopAsync());
        Assert.Equal("application/x-www-form-urlencoded", Header(request, "content-type"));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("AC0123:token")), Header(request, "authorization"));
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Text(request, "body"));
        Assert.Equal(["To", "From", "Body"], form.Keys);
        Assert.Equal([Message.To, "+12025550199", Message.Body], [form["To"].ToString(), form["From"].ToString(), form["Body"].ToString()]);
    }

    [Fact]
    public void Twilio_is_where_Twilio_is() =>
        Assert.Equal("https://api.twilio.com/2010-04-01/Accounts/AC0123/Messages.json", SmsRequest.Of(new SmsOptions { Preset = SmsPreset.Twilio, AccountSid = "AC0123" }).Url);

    [Theory]
    [InlineData("/answer/500,500,200", 3)]
    [InlineData("/answer/503,200", 2)]
    [InlineData("/answer/429,200?retry-after=1", 2)]
    public async Task What_passes_is_tried_again_until_it_is_delivered_once(string path, int tries)
    {
        await using var server = await NodeServer.StartAsync("sms-gateway");
        await SendAsync(new SmsOptions { Url = Url(server, path), Headers = { ["Idempotency-Key"] = "{{id}}" } });

        var requests = await server.StopAsync();
        Assert.Equal(tries, requests.Count);
        Assert.Single(requests.Select(request => Header(request, "idempotency-key")).Distinct());
        Assert.All(requests, request => Assert.False(request.GetProperty("headers").TryGetProperty("cookie", out _)));
    }

    [Theory]
    [InlineData("/answer/400", 400, 1, true)]
    [InlineData("/answer/404", 404, 1, true)]
    [InlineData("/answer/401", 401, 1, false)]
    [InlineData("/answer/302", 302, 1, false)]
    [InlineData("/answer/500", 500, 3, false)]
    [InlineData("/answer/429?retry-after=31", 429, 1, false)]
    public async Task What_does_not_pass_is_told_by_its_status(string path, int status, int tries, bool permanent)
    {
        await using var server = await NodeServer.StartAsync("sms-gateway");
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => SendAsync(new SmsOptions { Url = Url(server, path) }));

        Assert.Equal($"the SMS gateway answered {status}", failure.Message);
        Assert.Equal(permanent, failure.Permanent);
        Assert.Equal(tries, (await server.StopAsync()).Count);
    }

    [Fact]
    public async Task Silent_gateway_is_left_after_ten_seconds_and_not_asked_twice()
    {
        await using var server = await NodeServer.StartAsync("sms-gateway");
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => SendAsync(new SmsOptions { Url = Url(server, "/silent") }));

        Assert.Equal("the SMS gateway did not answer in time", failure.Message);
        Assert.False(failure.Permanent);
        Assert.Single(await server.StopAsync());
    }

    [Fact]
    public async Task Absent_gateway_is_a_failure_that_passes()
    {
        var failure = await Assert.ThrowsAsync<DeliveryException>(() => SendAsync(new SmsOptions { Url = $"http://127.0.0.1:{Ports.Free()}/" }));
        Assert.Equal("the SMS gateway is not reached (ConnectionError)", failure.Message);
        Assert.False(failure.Permanent);
    }

    private static async Task SendAsync(SmsOptions options)
    {
        using var sender = new GatewaySmsSender(options);
        await sender.SendAsync(Message, CancellationToken.None);
    }

    private static string Url(NodeServer server, string path) => $"http://127.0.0.1:{server.Port}{path}";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Header(JsonElement request, string name) => Text(request.GetProperty("headers"), name);
}
