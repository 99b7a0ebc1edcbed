namespace ResourceApi.People;

/// <summary>What a user is on the marketplace; each is a role of the authorization server too.</summary>
internal static class UserTypes
{
    public const string Customer = "customer";
    public const string Provider = "provider";
    public const string Admin = "admin";
}
