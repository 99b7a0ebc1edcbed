using AuthServer.Validation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ServiceDefaults.Answers;
using ServiceDefaults.Sections;

namespace ResourceApi.Hosting;

/// <summary>Registers the acceptance of the platform's tokens, with refusals in the shape of this API's problems.</summary>
internal static class TokenRegistration
{
    public static void AddTokens(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSection<AuthOptions>(builder.Configuration, "Auth");
        builder.Services.AddSection<ResourceOptions>(builder.Configuration, "Resource");
        builder.Services.AddOptions<PlatformTokenOptions>(PlatformTokens.Scheme)
            .Configure<IOptions<AuthOptions>>((tokens, auth) => (tokens.Authority, tokens.Audience) = (auth.Value.Authority, auth.Value.Audience))
            .Configure<IOptions<ResourceOptions>>((tokens, resource) => tokens.Resource = resource.Value.Resource);
        builder.Services.AddAuthorization();
        // AddAuthentication would bring Data Protection with it, whose keys an API without cookies need not keep.
        builder.Services.AddAuthenticationCore(options => options.DefaultScheme = PlatformTokens.Scheme);
        builder.Services.AddWebEncoders();
        new AuthenticationBuilder(builder.Services).AddPlatformTokens(tokens =>
            tokens.OnRefused = (context, refusal) =>
                Problem.Of(refusal.Status, refusal.Code, refusal.Detail, retryAfter: refusal.RetryAfter).ExecuteAsync(context));
    }
}
