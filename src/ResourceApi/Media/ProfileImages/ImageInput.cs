namespace ResourceApi.Media.ProfileImages;

/// <summary>An image that comes as JSON: exactly one of the two.</summary>
public sealed record ImageInput
{
    /// <summary>A public http or https address to fetch it from.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>The file as base64, bare or as a <c>data:</c> URI.</summary>
    public string? ImageBase64 { get; init; }
}
