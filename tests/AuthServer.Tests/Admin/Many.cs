namespace AuthServer.Tests.Admin;

/// <summary>Lists in the bodies of requests.</summary>
internal static class Many
{
    public static string[] Of(params string[] texts) => texts;
}
