using Microsoft.AspNetCore.Http;

namespace AuthServer.Protocol.Authorize.Modes;

/// <summary>A way in which the answer of an authorization request travels to the client; one file each, registered by one line, printed by discovery.</summary>
internal interface IResponseMode
{
    /// <summary>The value of <c>response_mode</c>.</summary>
    string Name { get; }

    /// <summary>Sends the answer.</summary>
    Task WriteAsync(HttpContext http, RedirectTarget target, IReadOnlyList<(string Name, string Value)> members);
}
