using ResourceApi.Profiles;

namespace ResourceApi.Tests.Search;

/// <summary>Somebody of a generated marketplace; the index's number of them settles ties.</summary>
internal sealed record MarketPerson(string Id, string Type, DateTimeOffset CreatedAt, Profile Profile, long Sum, long Count, long Number);
