using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceDefaults.Answers;

namespace ResourceApi.People;

/// <summary>A user as the authorization server tells of them, by event and in the pages of its admin API; members that are not known here are left aside.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record UserNews(
    string Id, long Version, long AuthorizationVersion, string? Username, string? PhoneNumber, bool IsPhoneVerified, string UserType, IReadOnlyList<string> Roles,
    string KycStatus, bool Disabled, DateTimeOffset CreatedAt)
{
    /// <summary>The type of the event.</summary>
    public const string EventType = "urn:authplatform:event:user-changed";

    /// <summary>How long a token may be alive that was issued before the news: access tokens live a day at most.</summary>
    public static TimeSpan LongestToken => TimeSpan.FromHours(24);

    /// <summary>Reads an event's payload; null where it is not formed as it must be.</summary>
    public static UserNews? Read(JsonElement payload)
    {
        try
        {
            return payload.Deserialize<UserNews>(Json.Options) is { Id.Length: > 0, UserType: not null, Roles: not null, KycStatus: not null } news ? news : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
