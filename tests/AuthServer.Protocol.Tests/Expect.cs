namespace AuthServer.Protocol.Tests;

/// <summary>What every answer of a kind must be, whatever was asked.</summary>
internal static class Expect
{
    /// <summary>A refusal by a JSON endpoint (RFC 6749 §5.2).</summary>
    public static void Refusal(OAuthAnswer answer, string error, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        if (error == "invalid_client") status = HttpStatusCode.Unauthorized;
        Assert.True(answer.Error == error && answer.Status == status, $"Expected {(int)status} {error}, got {(int)answer.Status} {answer.Text}");
        NotCached(answer);
        Assert.Equal(status == HttpStatusCode.Unauthorized ? ["Basic realm=\"token\""] : [], answer.Headers.WwwAuthenticate.Select(h => h.ToString()));
        // RFC 6749 §5.2: %x20-21 / %x23-5B / %x5D-7E
        Assert.All(answer["error_description"]!, c => Assert.True(c is >= ' ' and <= '~' and not '"' and not '\\'));
        Assert.Null(answer["access_token"]);
    }

    /// <summary>An answer with tokens (RFC 6749 §5.1).</summary>
    public static OAuthAnswer Tokens(OAuthAnswer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, $"Expected tokens, got {(int)answer.Status} {answer.Text}");
        Assert.Equal("Bearer", answer["token_type"]);
        Assert.NotNull(answer["access_token"]);
        NotCached(answer);
        return answer;
    }

    public static void NotCached(OAuthAnswer answer)
    {
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
    }

    /// <summary>Refused by a resource endpoint (RFC 6750 §3).</summary>
    public static void Challenge(OAuthAnswer answer, string error, HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        Assert.True(answer.Status == status, $"Expected {(int)status} {error}, got {(int)answer.Status} {answer.Text}");
        Assert.StartsWith($"Bearer realm=\"userinfo\", error=\"{error}\"", Assert.Single(answer.Headers.GetValues("WWW-Authenticate")), StringComparison.Ordinal);
        NotCached(answer);
    }

    /// <summary>Shown to the user as a page; the browser is sent nowhere.</summary>
    public static async Task ErrorPageAsync(HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"Expected the error page, got {(int)response.StatusCode} {response.Headers.Location} {text}");
        Assert.Null(response.Headers.Location);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("id=\"request-id\"", text, StringComparison.Ordinal);
    }

    /// <summary>Sent back to the client with an error, with <c>state</c> and <c>iss</c> (RFC 6749 §4.1.2.1, RFC 9207 §2).</summary>
    public static void RedirectWithError(HttpResponseMessage response, string error, string redirectUri = OAuth.WebCallback, string? state = "af0ifjsldkj")
    {
        Assert.True(response.StatusCode == HttpStatusCode.SeeOther, $"Expected a redirect with {error}, got {(int)response.StatusCode}");
        Assert.StartsWith(redirectUri + "?", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var answer = OAuth.Answer(response);
        Assert.Equal((error, state, AuthServerHost.Issuer), (answer.GetValueOrDefault("error"), answer.GetValueOrDefault("state"), answer.GetValueOrDefault("iss")));
        Assert.False(answer.ContainsKey("code"));
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
    }
}
