using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Protocol.Storage;

/// <summary>Contexts whose options, provider and pool are made with the first of them: a server that nobody asks anything has no need of EF Core.</summary>
public static class LateContexts
{
    /// <summary>Registers a factory of pooled contexts.</summary>
    public static IServiceCollection AddLateContexts<TContext>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure) where TContext : DbContext =>
        services.AddSingleton<IDbContextFactory<TContext>>(provider => new Factory<TContext>(provider, configure));

    private sealed class Factory<TContext>(IServiceProvider provider, Action<DbContextOptionsBuilder> configure) : IDbContextFactory<TContext> where TContext : DbContext
    {
        // Who fails is not remembered: the next one tries again.
        private readonly Lazy<IDbContextFactory<TContext>> _pooled = new(() => Pooled(provider, configure), LazyThreadSafetyMode.PublicationOnly);

        public TContext CreateDbContext() => _pooled.Value.CreateDbContext();

        private static PooledDbContextFactory<TContext> Pooled(IServiceProvider provider, Action<DbContextOptionsBuilder> configure)
        {
            var options = new DbContextOptionsBuilder<TContext>().UseApplicationServiceProvider(provider);
            configure(options);
            return new((DbContextOptions<TContext>)options.Options);
        }
    }
}
