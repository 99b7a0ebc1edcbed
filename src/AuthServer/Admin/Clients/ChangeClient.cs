using System.Text.Json;
using System.Text.Json.Nodes;
using AuthServer.Protocol.Clients;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Clients;

/// <summary>The routes that change a client: the whole of it, or some members.</summary>
internal sealed class ChangeClient(ClientRules rules, ClientWrites writes)
{
    private const string Method = "token_endpoint_auth_method";
    private const string Methods = "token_endpoint_auth_methods";

    /// <summary><c>PUT /api/v1/admin/clients/{client_id}/</c>: what is left out takes its default.</summary>
    public Task<IResult> ReplaceAsync(string clientId, JsonBody<ClientSettings> json, HttpContext http) => ChangeAsync(clientId, _ => json.Value, http);

    /// <summary><c>PATCH /api/v1/admin/clients/{client_id}/</c>: what is left out stays, null takes the default.</summary>
    public Task<IResult> PatchAsync(string clientId, MergePatch<ClientSettings> patch, HttpContext http) => ChangeAsync(clientId, client =>
    {
        var now = SettingsMapping.WritableOf(client);
        // Both members say the same of different lengths: of the one that is not sent, nothing stays.
        if (patch.Names(Method) && !patch.Names(Methods)) now = now with { TokenEndpointAuthMethods = null };
        if (patch.Names(Methods) && !patch.Names(Method)) now = now with { TokenEndpointAuthMethod = null };
        // Response types follow the grants, unless they are sent.
        if (!patch.Names("response_types")) now = now with { ResponseTypes = null };
        return patch.ApplyTo(now);
    }, http);

    private async Task<IResult> ChangeAsync(string clientId, Func<Client, ClientSettings> change, HttpContext http)
    {
        if (EntityTag.Expected(http.Request) is not { } isExpected) return EntityTag.Unreadable;
        var outcome = await writes.ChangeAsync(clientId, isExpected, AdminCaller.Of(http), client => Apply(client, change(client)), http.RequestAborted);
        return outcome.Answer(http, client => Envelope.Ok(SettingsMapping.Of(client)));
    }

    private Act Apply(Client client, ClientSettings settings)
    {
        // Whatever spelling its id has: it is there, and stays.
        var errors = rules.Check(settings with { ClientId = null }, client.Origin);
        errors.Require(settings.ClientId is null || settings.ClientId == client.ClientId, "client_id", "Never changes: leave it out.");
        errors.Require(settings.ClientName is not null, "client_name", "Is required: people are shown it.");
        if (errors.Any) return Problem.Invalid(errors);
        var before = Members(client);
        SettingsMapping.Apply(settings, client);
        var after = Members(client);
        return new Act(AdminActs.ClientChanged, string.Join(' ', after.Where(member => !JsonNode.DeepEquals(member.Value, before[member.Key])).Select(member => member.Key)));
    }

    private static JsonObject Members(Client client) => JsonSerializer.SerializeToNode(SettingsMapping.WritableOf(client), Json.Options)!.AsObject();
}
