using Microsoft.EntityFrameworkCore;

namespace AuthServer.Protocol.Tests.Storage;

/// <summary>Ready means that tokens can be written.</summary>
public sealed class ReadinessTests(Server server) : IClassFixture<Server>
{
    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await server.OAuth.Http.GetAsync(path);
        return response.StatusCode;
    }

    [Fact]
    public async Task Server_is_not_ready_while_the_database_takes_no_write_and_ready_again_afterwards()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/ready"));
        await using (var other = await server.DbAsync())
        {
            await other.Database.OpenConnectionAsync();
            await other.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync("/health/ready"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/live"));
            await other.Database.ExecuteSqlRawAsync("ROLLBACK");
        }
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/ready"));
        Expect.Tokens(await server.PinAsync());
    }
}
