using System.Text.Json.Serialization;
using ResourceApi.People;

namespace ResourceApi.AuthServerCalls;

/// <summary>A page of users.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record UserPage(IReadOnlyList<UserNews> Items, string? NextCursor, bool HasMore);
