using System.Text;

namespace AuthServer.Protocol.Tests.Tokens;

/// <summary>What the token endpoint refuses before it looks at a grant.</summary>
public sealed class TokenEndpointTests(Server server) : IClassFixture<Server>
{
    private const string Token = "/connect/token";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Good = "grant_type=client_credentials&client_id=worker&client_secret=" + OAuth.WorkerSecret;

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    public async Task Method_other_than_post_is_refused(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Token + "?" + Good);
        using var response = await server.OAuth.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.DoesNotContain("access_token", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Form)]
    [InlineData("Application/X-WWW-Form-URLEncoded")]
    [InlineData(Form + "; charset=utf-8")]
    [InlineData(Form + ";charset=\"UTF-8\"")]
    public async Task Form_in_utf8_is_read(string contentType) => Expect.Tokens(await server.PostRawAsync(Token, Good, contentType));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("multipart/form-data")]
    [InlineData(Form + "; charset=utf-7")]
    [InlineData(Form + "; charset=utf-16")]
    [InlineData(Form + "; charset=iso-8859-1")]
    [InlineData(Form + ", " + Form)]
    [InlineData("application/x-www-form-urlencodedx")]
    public async Task Body_that_is_no_form_in_utf8_is_refused(string? contentType) => Expect.Refusal(await server.PostRawAsync(Token, Good, contentType), "invalid_request");

    [Fact]
    public async Task Json_body_is_refused() =>
        Expect.Refusal(await server.PostRawAsync(Token, $$"""{"grant_type":"client_credentials","client_id":"worker","client_secret":"{{OAuth.WorkerSecret}}"}""", "application/json"), "invalid_request");

    [Theory]
    [InlineData("?scope=search")]
    [InlineData("?" + Good)]
    [InlineData("?client_secret=x")]
    public async Task Parameters_in_the_query_are_refused(string query) => Expect.Refusal(await server.PostRawAsync(Token + query, Good), "invalid_request");

    [Theory]
    [InlineData("&scope=search%00")]
    [InlineData("&%00=x")]
    [InlineData("&scope=%")]
    [InlineData("&scope=%2")]
    [InlineData("&scope=%zz")]
    [InlineData("&scope=%C3%28")]
    [InlineData("&scope=%ED%A0%80")]
    [InlineData("&scope=%FF%FE")]
    [InlineData("&scope=%C0%80")]
    [InlineData("&x=\0")]
    public async Task Malformed_encoding_is_refused(string fault) => Expect.Refusal(await server.PostRawAsync(Token, Good + fault), "invalid_request");

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused() => Expect.Refusal(await server.PostRawAsync(Token, [.. Encoding.ASCII.GetBytes(Good + "&x="), 0xC3, 0x28], Form), "invalid_request");

    [Fact]
    public async Task Body_in_utf16_is_refused() => Expect.Refusal(await server.PostRawAsync(Token, Encoding.Unicode.GetBytes(Good), Form), "invalid_request");

    [Theory]
    [InlineData("grant_type=client_credentials")]
    [InlineData("client_id=worker")]
    [InlineData("client_id=other")]
    [InlineData("client_secret=x")]
    [InlineData("scope=search&scope=search")]
    [InlineData("scope=search&scope=admin")]
    [InlineData("scope=&scope=")]
    [InlineData("anything=1&anything=1")]
    public async Task Repeated_parameter_is_refused(string more) => Expect.Refusal(await server.PostRawAsync(Token, Good + "&" + more), "invalid_request");

    [Fact]
    public async Task Parameter_without_a_value_counts_as_absent()
    {
        Expect.Tokens(await server.PostRawAsync(Token, Good + "&scope=&resource=&unknown"));
        Expect.Refusal(await server.PostRawAsync(Token, "grant_type=&client_id=worker&client_secret=" + OAuth.WorkerSecret), "invalid_request");
    }

    [Fact]
    public async Task Unknown_parameters_are_ignored() => Expect.Tokens(await server.PostRawAsync(Token, Good + "&" + string.Join('&', Enumerable.Range(0, 1000).Select(i => $"x{i}=1"))));

    [Fact]
    public async Task More_than_1024_parameters_are_refused() =>
        Expect.Refusal(await server.PostRawAsync(Token, Good + "&" + string.Join('&', Enumerable.Range(0, 1100).Select(i => $"x{i}=1"))), "invalid_request");

    [Theory]
    [InlineData(64 * 1024 + 1)]
    [InlineData(1024 * 1024)]
    public async Task Body_over_64_kilobytes_is_refused(int length)
    {
        var body = Good + "&x=" + new string('a', length - Good.Length - 3);
        Expect.Refusal(await server.PostRawAsync(Token, body), "invalid_request", HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Body_of_64_kilobytes_is_read() => Expect.Tokens(await server.PostRawAsync(Token, Good + "&x=" + new string('a', 64 * 1024 - Good.Length - 3)));

    [Fact]
    public async Task Body_over_64_kilobytes_without_a_length_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Token) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(Good + "&x=" + new string('a', 100_000))) };
        request.Content.Headers.ContentType = new(Form);
        request.Headers.TransferEncodingChunked = true;
        Expect.Refusal(await OAuthAnswer.OfAsync(await server.OAuth.Http.SendAsync(request)), "invalid_request", HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Empty_body_is_refused() => Expect.Refusal(await server.PostRawAsync(Token, ""), "invalid_client");

    [Fact]
    public async Task Missing_grant_type_is_refused() => Expect.Refusal(await server.PostRawAsync(Token, "client_id=worker&client_secret=" + OAuth.WorkerSecret), "invalid_request");

    [Theory]
    [InlineData("implicit")]
    [InlineData("Client_Credentials")]
    [InlineData("client_credentials ")]
    [InlineData("urn:ietf:params:oauth:grant-type:saml2-bearer")]
    [InlineData("urn:authplatform:grant-type:PIN")]
    [InlineData("client_credentials,password")]
    public async Task Unknown_grant_type_is_refused(string type) =>
        Expect.Refusal(await server.OAuth.PostAsync(Token, "worker", OAuth.WorkerSecret, ("grant_type", type)), "unsupported_grant_type");

    [Fact]
    public async Task Foreign_resource_is_refused()
    {
        Expect.Refusal(await server.PostRawAsync(Token, Good + "&scope=search&resource=auth-admin"), "invalid_target");
        Expect.Tokens(await server.PostRawAsync(Token, Good + "&scope=search&resource=resource-api"));
    }

    [Theory]
    [InlineData("grant_type=%3Cscript%3Ealert(1)%3C/script%3E&client_id=worker&client_secret=" + OAuth.WorkerSecret, "alert")]
    [InlineData("grant_type=client_credentials&client_id=evil-echo&client_secret=evil-echo", "evil-echo")]
    [InlineData(Good + "&scope=evil-echo", "evil-echo")]
    [InlineData(Good + "&resource=evil-echo", "evil-echo")]
    [InlineData(Good + "&evil-echo=1&evil-echo=2", "evil-echo")]
    public async Task Refusal_never_repeats_the_input(string body, string marker)
    {
        var answer = await server.PostRawAsync(Token, body);
        Expect.Refusal(answer, answer.Error!, answer.Status);
        Assert.DoesNotContain(marker, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_another_origin_may_call_the_endpoint_without_cookies()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Token) { Content = new StringContent(Good, Encoding.UTF8, Form) };
        request.Headers.Add("Origin", "https://app.example.com");
        using var response = await server.OAuth.Http.SendAsync(request);
        Assert.Equal(["*"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }
}
