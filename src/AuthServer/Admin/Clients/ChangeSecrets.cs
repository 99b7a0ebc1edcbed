using AuthServer.Accounts;
using AuthServer.Protocol.Clients;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Clients;

/// <summary>The routes over a client's secrets: two may live at once, so that one is replaced without an outage.</summary>
internal sealed class ChangeSecrets(ClientWrites writes, TimeProvider time)
{
    private const int Most = 2;
    private const int LongestName = 100;

    /// <summary><c>POST /api/v1/admin/clients/{client_id}/secrets/</c>.</summary>
    public async Task<IResult> AddAsync(string clientId, JsonBody<SecretBody> json, HttpContext http)
    {
        if (EntityTag.Expected(http.Request) is not { } isExpected) return EntityTag.Unreadable;
        var (body, now, errors) = (json.Value, Stored.Moment(time), new FieldErrors());
        errors.Require(body.Name is not { Length: > LongestName }, "name", $"Must be at most {LongestName} characters.");
        errors.Require(body.ExpiresAt is not { } end || end > now, "expires_at", "Must be in the future.");
        if (errors.Any) return Problem.Invalid(errors);
        var secret = NewSecret.Make(Text.Clean(body.Name, LongestName), now, body.ExpiresAt);
        var outcome = await writes.ChangeAsync(clientId, isExpected, AdminCaller.Of(http), client => Add(client, secret.Row, now), http.RequestAborted);
        return outcome.Answer(http, _ => Envelope.Created(SecretMade.Of(secret)));
    }

    /// <summary><c>DELETE /api/v1/admin/clients/{client_id}/secrets/{id}/</c>: it is refused from the next request on.</summary>
    public async Task<IResult> RemoveAsync(string clientId, string id, HttpContext http)
    {
        if (EntityTag.Expected(http.Request) is not { } isExpected) return EntityTag.Unreadable;
        var outcome = await writes.ChangeAsync(clientId, isExpected, AdminCaller.Of(http), client => Remove(client, id), http.RequestAborted);
        return outcome.Answer(http, _ => Envelope.Ok("Removed"));
    }

    private static Act Add(Client client, ClientSecret secret, DateTimeOffset now)
    {
        if (!SettingsMapping.TakesSecret(client)) return Problem.Conflict("no_secret_method", "None of the client's token_endpoint_auth_methods takes a secret.");
        // Those that have ended make room.
        client.Secrets.RemoveAll(known => known.ExpiresAt <= now);
        if (client.Secrets.Count >= Most) return Problem.Conflict("too_many_secrets", "Two secrets live already: remove one first.");
        client.Secrets.Add(secret);
        return new Act(AdminActs.SecretAdded, secret.Id.ToString());
    }

    private static Act Remove(Client client, string id) =>
        Guid.TryParseExact(id, "D", out var key) && client.Secrets.RemoveAll(secret => secret.Id == key) == 1
            ? new Act(AdminActs.SecretRemoved, key.ToString())
            : Problem.NotFound("There is no such secret.");
}
