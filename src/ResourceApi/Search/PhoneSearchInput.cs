namespace ResourceApi.Search;

/// <summary>Whose number it is that is asked.</summary>
public sealed record PhoneSearchInput
{
    /// <summary>The whole number in E.164 form such as <c>+4915112345678</c>; for admins also a part of at least 7 digits.</summary>
    public required string PhoneNumber { get; init; }
}
