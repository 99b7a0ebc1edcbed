using AuthServer.Validation.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using ResourceApi.Data;

namespace SearchData;

/// <summary>The real host on Kestrel over the database that was filled.</summary>
internal sealed class Host(TestIssuer issuer, string connection, string ring) : WebApplicationFactory<ApiDbContext>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseSetting("AuthServer:ClientSecret", "");
        builder.UseSetting("ConnectionStrings:Api", connection);
        builder.UseSetting("Auth:Authority", issuer.Address);
        builder.UseSetting("Keys:RingFile", ring);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
    }
}
