namespace AuthServer.Protocol.Tests.Certification;

/// <summary>The plans of the conformance suite that run the modules of Basic OP, and the kinds of client that they are run with.</summary>
public sealed class Plans : TheoryData<string>
{
    public const string Basic = "Basic OP";
    public const string FormPost = "Form Post Basic OP";

    public Plans() => AddRange(Basic, FormPost);
}
