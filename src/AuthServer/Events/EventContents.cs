using System.Text.Json;
using System.Text.Json.Nodes;
using AuthServer.Protocol;
using AuthServer.Protocol.Events;
using AuthServer.Protocol.Tokens;
using ServiceDefaults.Answers;

namespace AuthServer.Events;

/// <summary>What a receiver is told of an event.</summary>
internal sealed class EventContents(TokenWriter writer, UserStates users, TimeProvider time)
{
    /// <summary>The signed event, or null where it is none of the receiver's business.</summary>
    public async Task<string?> TokenAsync(SecurityEvent happened, EventReceiver receiver, CancellationToken cancel)
    {
        // Who signed in is nothing that an API has to hear of.
        if (happened.Type == EventTypes.SessionEstablished) return null;
        var told = happened.Type == UserNews.Type ? await OfUserAsync(happened, receiver, cancel) : happened;
        return told is null ? null : writer.SecurityEvent(told, receiver.Audience);
    }

    // Read now, not when it happened: a later change is in it, and its own event says the same once more.
    private async Task<SecurityEvent?> OfUserAsync(SecurityEvent happened, EventReceiver receiver, CancellationToken cancel)
    {
        // Who is deleted left their last state in the event of it.
        var state = await users.FindAsync(happened.Subject, cancel) is { } user ? JsonSerializer.SerializeToNode(user, Json.Options)!.AsObject() : JsonNode.Parse(happened.Payload)!.AsObject();
        if (state.Count == 0) return null;
        var members = receiver.Users ? state : new JsonObject { ["authorization_version"] = state["authorization_version"]!.DeepClone(), ["disabled"] = state["disabled"]!.DeepClone() };
        // No token that is refused by it lives longer.
        members["expires_at"] = (time.GetUtcNow() + ProtocolOptions.AccessTokensDeadAfter).ToUnixTimeSeconds();
        return new SecurityEvent { Sequence = happened.Sequence, Id = happened.Id, Type = happened.Type, Subject = happened.Subject, Payload = members.ToJsonString(), CreatedAt = happened.CreatedAt };
    }
}
