namespace AuthServer.Protocol.Tests.Certification;

/// <summary>The plans of the conformance suite that run the modules of Basic OP, each with the two kinds of client that it can be run with.</summary>
public sealed class Plans : TheoryData<string>
{
    public const string Basic = "Basic OP, static_client";
    public const string FormPost = "Form Post Basic OP, static_client";
    public const string BasicRegistered = "Basic OP, dynamic_client";
    public const string FormPostRegistered = "Form Post Basic OP, dynamic_client";

    public Plans() => AddRange(Basic, FormPost, BasicRegistered, FormPostRegistered);

    public static string Mode(string plan) => plan is FormPost or FormPostRegistered ? "form_post" : "query";

    public static bool Registers(string plan) => plan is BasicRegistered or FormPostRegistered;
}
