using System.Text.Json;
using AuthServer.Validation.SecurityEvents;
using ResourceApi.People;

namespace ResourceApi.Events;

/// <summary>Takes events of users: whole ones are kept, those that tell nothing but which tokens to refuse do that.</summary>
internal sealed class UserEvents(KnownPeople people, OldTokens tokens)
{
    /// <summary>Whether the event was taken, or is about something else; false where it is not formed as it must be.</summary>
    public async Task<bool> TakeAsync(SecurityEvent received, CancellationToken cancel)
    {
        if (!received.Events.TryGetValue(UserNews.EventType, out var payload))
            return true;
        if (payload.ValueKind != JsonValueKind.Object)
            return false;
        if (!payload.TryGetProperty("id", out _))
            return TakeShort(received.Subject, payload);
        if (UserNews.Read(payload) is not { } news)
            return false;
        await people.TakeAsync([news], null, cancel);
        return true;
    }

    // What a receiver is told that is not told who users are.
    private bool TakeShort(string? subject, JsonElement payload)
    {
        if (subject is null || !payload.TryGetProperty("authorization_version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt64(out var least)
            || !payload.TryGetProperty("disabled", out var disabled) || disabled.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            return false;
        tokens.Take(subject, news: 0, least, disabled.GetBoolean());
        return true;
    }
}
