using System.Buffers.Text;
using System.Security.Cryptography;
using AuthServer.Protocol.Clients;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Clients;

/// <summary><c>POST /api/v1/admin/clients/</c>.</summary>
internal sealed class CreateClient(ClientRules rules, ClientWrites writes, TimeProvider time)
{
    private const int IdBytes = 16;

    public async Task<IResult> HandleAsync(JsonBody<ClientSettings> json, HttpContext http)
    {
        var settings = json.Value;
        var errors = rules.Check(settings, ClientOrigin.Administrator);
        errors.Require(settings.ClientName is not null, "client_name", "Is required: people are shown it.");
        if (errors.Any) return Problem.Invalid(errors);
        var now = Stored.Moment(time);
        var client = new Client { ClientId = settings.ClientId ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)), Name = settings.ClientName!, CreatedAt = now };
        SettingsMapping.Apply(settings, client);
        var secret = SettingsMapping.TakesSecret(client) ? NewSecret.Make(null, now, null) : null;
        if (secret is not null) client.Secrets.Add(secret.Row);
        var outcome = await writes.AddAsync(client, AdminCaller.Of(http), http.RequestAborted);
        return outcome.Answer(http, made => Envelope.Created(SettingsMapping.Of(made, secret?.Text), location: $"/api/v1/admin/clients/{made.ClientId}/"));
    }
}
