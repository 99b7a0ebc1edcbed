using ResourceApi.Audit;
using ResourceApi.Data;
using ResourceApi.Events;
using ResourceApi.Hosting;
using ResourceApi.Limits;
using ResourceApi.Outbox;
using ResourceApi.Paging;
using ResourceApi.Profiles;
using ResourceApi.Ratings;
using ResourceApi.Search;
using ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddApiDatabase();
builder.AddKeyRing();
builder.AddTokens();
builder.Services.AddEvents();
builder.Services.AddScoped<ProfileStore>();
builder.Services.AddSingleton<AuditTrail>();
builder.Services.AddSingleton<ApiOutbox>();
builder.Services.AddSingleton<Budgets>();
builder.Services.AddSingleton<Cursors>();
builder.AddRatings();
builder.AddSearch();
builder.Services.AddApiDescription();

var app = builder.Build();
// RFC 8935 has an error format of its own.
app.UseServiceDefaults(path => !path.StartsWithSegments(EventEndpoints.Path, StringComparison.OrdinalIgnoreCase));
app.UseAuthentication();
app.UseAuthorization();
app.MapProfiles();
app.MapRatings();
app.MapSearch();
app.MapEvents();
if (app.Environment.IsDevelopment())
    app.MapApiDescription();
await app.RunAsync();
