using AuthServer.Data;
using AuthServer.Events;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.ForApis;

/// <summary><c>POST /api/v1/admin/events/replay/</c>: for a receiver that has lost what it was told.</summary>
internal sealed class ReplayEvents(Statements statements, EventOptions options)
{
    public async Task<IResult> HandleAsync(JsonBody<ReplayBody> json, HttpContext http)
    {
        var admin = AdminCaller.Of(http);
        if (options.Receivers.SingleOrDefault(known => known.Name == json.Value.Receiver) is not { } receiver) return Problem.NotFound("There is no such receiver.");
        if (admin.User is null && admin.ClientId != receiver.Client) return Problem.Forbidden("not_your_receiver", "The receiver belongs to another client.");
        await statements.ShareAsync(write => SecurityEventOutbox.RewindAsync(write, receiver.Name), http.RequestAborted);
        return Envelope.Accepted("Everything that is kept will be told once more");
    }
}
