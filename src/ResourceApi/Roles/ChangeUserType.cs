using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ResourceApi.AuthServerCalls;
using ResourceApi.Data;
using ResourceApi.Limits;
using ResourceApi.People;
using ResourceApi.Profiles;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace ResourceApi.Roles;

/// <summary>POST another type: the rules are kept here, the role is kept by the authorization server.</summary>
internal sealed class ChangeUserType(IDbContextFactory<ApiDbContext> contexts, RoleChanges changes, KnownPeople people, AdminApi admin, Budgets budgets)
{
    private const int LongestReason = 200;
    private const int AnHour = 30;
    private const int DoneADay = 5;

    public async Task<IResult> HandleAsync(JsonBody<UserTypeChange> body, ClaimsPrincipal user, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (wanted, subject) = (body.Value.UserType, user.FindFirstValue("sub")!);
        var errors = new FieldErrors();
        var reason = ProfileText.Clean(body.Value.Reason, lines: false, out var isClean);
        errors.Require(wanted is UserTypes.Customer or UserTypes.Provider or UserTypes.Admin, "user_type", "Must be customer or provider.");
        errors.Require(isClean && reason is not { Length: > LongestReason }, "reason", $"Must be at most {LongestReason} ordinary characters.");
        if (errors.Any)
            return Problem.Invalid(errors);
        if (await KnownAsync(subject, cancellationToken) is not { } person)
            return Problem.Unavailable("user_unknown_yet", "The account is new and not known here yet: try again in a moment.", TimeSpan.FromSeconds(1));
        if (person.UserType == wanted)
            return Problem.Conflict("already_of_type", "You are of this type already.");
        if (!Transitions.From(person.UserType).Contains(wanted) || person.Roles.Split(' ').Contains(UserTypes.Admin))
            return Problem.Forbidden("transition_not_allowed", "This change is not one that users make themselves.");
        if (await WaitAsync(subject, clock, cancellationToken) is { } wait)
            return Problem.TooManyRequests(wait);
        await changes.BeginAsync(new RoleChange { Subject = subject, From = person.UserType, To = wanted, Reason = reason, At = clock.GetUtcNow() }, cancellationToken);
        return await ChangeAsync(person, wanted, reason, clock);
    }

    // Tries are counted before, changes when they are made: an outage costs nobody their day.
    private async Task<TimeSpan?> WaitAsync(string subject, TimeProvider clock, CancellationToken cancel)
    {
        var day = clock.GetUtcNow() - TimeSpan.FromDays(1);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var done = await db.RoleChanges.Where(change => change.Subject == subject && change.DoneAt > day).OrderBy(change => change.DoneAt).Select(change => change.DoneAt).ToListAsync(cancel);
        return done.Count >= DoneADay ? done[0] - day : await budgets.TakeAsync([new Budget("changes of type", subject, AnHour, TimeSpan.FromHours(1))], cancel);
    }

    // From here on it is carried through, whether the caller waits or not.
    private async Task<IResult> ChangeAsync(Person person, string wanted, string? reason, TimeProvider clock)
    {
        var answer = await admin.SetRolesAsync(person.Id, [wanted], reason, CancellationToken.None);
        if (answer.Value is not { } changed)
            return answer.IsRefusal ? Problem.Forbidden("transition_not_allowed", "The authorization server does not allow this change.") : Problem.Unavailable("authorization_server_unavailable", "Roles can't be changed at the moment.", TimeSpan.FromSeconds(5));
        // The event says the same soon; the caller's next request must not meet the old state.
        await people.TakeAsync([changed], null, CancellationToken.None);
        return Envelope.Ok(new UserTypeChanged(person.UserType, changed.UserType, changed.Roles, clock.GetUtcNow().UtcDateTime), "Your user type has changed: refresh your tokens.");
    }

    private async Task<Person?> KnownAsync(string subject, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == subject, cancel);
    }
}
