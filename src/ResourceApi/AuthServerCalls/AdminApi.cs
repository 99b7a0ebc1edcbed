using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ResourceApi.Hosting;
using ResourceApi.People;
using ServiceDefaults.Answers;

namespace ResourceApi.AuthServerCalls;

/// <summary>The authorization server's admin API, as far as this API calls it.</summary>
internal sealed class AdminApi(IHttpClientFactory clients, ClientToken token, IOptions<AuthOptions> auth, AdminOptions options)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "AuthServer";

    /// <summary>Whether there is a client to call it as.</summary>
    public bool IsConfigured => options.ClientSecret.Length > 0;

    /// <summary>Gives a user other roles.</summary>
    public Task<AdminAnswer<UserNews>> SetRolesAsync(string subject, IReadOnlyList<string> roles, string? reason, CancellationToken cancel) =>
        SendAsync<UserNews>(HttpMethod.Put, $"users/{Uri.EscapeDataString(subject)}/roles/", JsonSerializer.Serialize(new { roles, reason }, Json.Options), cancel);

    /// <summary>A page of all users, in the order of their making.</summary>
    public Task<AdminAnswer<UserPage>> UsersAsync(string? cursor, CancellationToken cancel) =>
        SendAsync<UserPage>(HttpMethod.Get, "users/?limit=100" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)), null, cancel);

    /// <summary>Has this API told of all events that are kept.</summary>
    public Task<AdminAnswer<object>> ReplayAsync(CancellationToken cancel) =>
        SendAsync<object>(HttpMethod.Post, "events/replay/", JsonSerializer.Serialize(new { receiver = options.Receiver }, Json.Options), cancel);

    /// <summary>Sends a body that was written before.</summary>
    public Task<AdminAnswer<object>> SendAsync(HttpMethod method, string path, string json, CancellationToken cancel) => SendAsync<object>(method, path, json, cancel);

    private async Task<AdminAnswer<T>> SendAsync<T>(HttpMethod method, string path, string? json, CancellationToken cancel)
        where T : class
    {
        if (!IsConfigured)
            return new(null, IsRefusal: false, "AuthServer:ClientSecret is not set");
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var request = new HttpRequestMessage(method, new Uri($"{auth.Value.Authority.TrimEnd('/')}/api/v1/admin/{path}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.GetAsync(cancel));
            if (json is not null)
                request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
            using var answer = await client.SendAsync(request, cancel);
            return await ReadAsync<T>(answer, cancel);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new(null, IsRefusal: false, e.Message);
        }
    }

    // A proxy in between may answer anything; only the admin API's own word is one. That our client lacks a right may be mended.
    private static async Task<bool> IsFinalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return false;
        var code = JsonElement.Parse(await answer.Content.ReadAsStringAsync(cancel)).GetProperty("code").GetString();
        return answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict || code is "admin_role_needs_admin" or "own_roles" or "not_your_receiver";
    }

    private async Task<AdminAnswer<T>> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancel)
        where T : class
    {
        // A token that ended early, such as by a key that was withdrawn: the next call asks for another.
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            token.Forget();
        var said = $"the admin API answered {(int)answer.StatusCode}";
        if (!answer.IsSuccessStatusCode)
            return new(null, await IsFinalAsync(answer, cancel), said);
        var data = JsonElement.Parse(await answer.Content.ReadAsStringAsync(cancel)).GetProperty("data");
        if (typeof(T) == typeof(object))
            return new((T)(object)data, false, null);
        return data.Deserialize<T>(Json.Options) is { } value ? new(value, false, null) : new(null, IsRefusal: false, said + " without data");
    }
}
