using AuthServer.Protocol;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Accounts;

/// <summary><c>POST /api/v1/refresh/</c>: the refresh grant behind an envelope.</summary>
internal sealed class Refresh(FirstPartyApp app)
{
    public async Task<IResult> HandleAsync(JsonBody<RefreshBody> json, HttpContext http)
    {
        var tokens = await app.AskAsync(GrantTypes.RefreshToken, http, [new("refresh_token", json.Value.Refresh)]);
        return tokens.Refused ? Refusals.OfRefresh(tokens.Error) : Envelope.Ok(TokensAnswer.Of(tokens.Value), "Refreshed");
    }
}
