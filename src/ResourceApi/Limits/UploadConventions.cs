namespace ResourceApi.Limits;

/// <summary>Has a route refuse uploads beyond the limits of <see cref="UploadLimit"/>.</summary>
internal static class UploadConventions
{
    // A factory of the route's own would count each route apart.
    public static RouteHandlerBuilder LimitsUploads(this RouteHandlerBuilder route) =>
        route.AddEndpointFilterFactory((context, next) =>
        {
            var limit = context.ApplicationServices.GetRequiredService<UploadLimit>();
            return invocation => limit.InvokeAsync(invocation, next);
        });
}
