using System.Net;
using ResourceApi.Tests.Support;

namespace ResourceApi.Tests.Verifications;

/// <summary>Every state with everything that can be done in it.</summary>
public sealed class TransitionTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly string[] States = ["pending", "in_progress", "verified", "rejected", "expired"];
    private readonly Desk _desk = new(api);

    public static IEnumerable<TheoryDataRow<string>> AllStates => States.Select(state => new TheoryDataRow<string>(state));

    // What a reviewer may do, and what a provider's event comes to.
    private static readonly HashSet<(string From, string To)> Reviewed = [("pending", "in_progress"), ("in_progress", "verified"), ("in_progress", "rejected")];
    private static readonly HashSet<(string From, string To)> Provided =
        [("pending", "in_progress"), ("pending", "verified"), ("pending", "rejected"), ("in_progress", "verified"), ("in_progress", "rejected"), ("verified", "expired")];

    [Theory, MemberData(nameof(AllStates))]
    public async Task Reviewer_makes_only_the_transitions_of_the_table(string from)
    {
        var (user, id) = await InAsync(from);
        foreach (var to in new[] { "in_progress", "verified", "rejected" })
        {
            var told = (await _desk.OutboxAsync(user)).Count;
            using var answer = await _desk.MarkAsync(id, to);
            if (Reviewed.Contains((from, to)))
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.Equal(to, (await ApiHost.BodyAsync(answer)).GetProperty("data").GetProperty("status").GetString());
                Assert.Equal($"verification.{to}", (await _desk.AuditAsync(id))[^1].Event);
                (user, id) = await InAsync(from);
                continue;
            }
            await ApiHost.ProblemAsync(answer, 409, "invalid_transition");
            Assert.Equal(from, await _desk.StatusAsync(id));
            Assert.Equal(("verification.refused", $"{to} after {from}"), ((await _desk.AuditAsync(id))[^1].Event, (await _desk.AuditAsync(id))[^1].Detail));
            Assert.Equal(told, (await _desk.OutboxAsync(user)).Count);
        }
    }

    [Theory, MemberData(nameof(AllStates))]
    public async Task Provider_s_event_comes_to_the_state_it_tells_of_or_to_nothing(string from)
    {
        var (_, id) = await InAsync(from);
        foreach (var to in States)
        {
            using var answer = await _desk.WebhookAsync(Desk.Event(id, to));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(Provided.Contains((from, to)) ? to : from, await _desk.StatusAsync(id));
            if (Provided.Contains((from, to)))
                (_, id) = await InAsync(from);
        }
    }

    [Theory, MemberData(nameof(AllStates))]
    public async Task New_submission_is_taken_once_the_last_was_rejected_or_has_expired(string state)
    {
        var user = Desk.NewUser();
        await _desk.SubmitAsync(user, "identity", "passport", state);
        using var again = await api.SendAsync(HttpMethod.Post, "/users/verify/", _desk.User(user), Desk.One);
        var code = state switch { "pending" or "in_progress" => "verification_open", "verified" => "already_verified", _ => null };
        if (code is null)
            Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        else
            await ApiHost.ProblemAsync(again, 409, code);
    }

    private async Task<(string User, Guid Id)> InAsync(string state)
    {
        var user = Desk.NewUser();
        return (user, await _desk.SubmitAsync(user, "identity", "passport", state));
    }
}
