namespace AuthServer.Protocol.Authorize;

/// <summary>The values of <c>response_mode</c>.</summary>
internal static class ResponseModes
{
    public const string Query = "query";
    public const string FormPost = "form_post";

    public static IReadOnlyList<string> All { get; } = [Query, FormPost];
}
