using System.Reflection;
using System.Runtime.Loader;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Migrations;

/// <summary>The built project that owns a context.</summary>
internal sealed record TargetProject(string Folder, Assembly Assembly)
{
    /// <summary>Loads the newest build of the project in <paramref name="folder"/> with its own dependencies.</summary>
    public static TargetProject Load(string folder)
    {
        folder = Path.GetFullPath(folder);
        var name = Path.GetFileNameWithoutExtension(Directory.GetFiles(folder, "*.csproj").Single());
        var built = Directory.GetFiles(Path.Combine(folder, "bin"), name + ".dll", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/ref/", StringComparison.Ordinal))
            .MaxBy(File.GetLastWriteTimeUtc) ?? throw new FileNotFoundException($"Build {folder} first.");
        var dependencies = new AssemblyDependencyResolver(built);
        // What this program has itself (EF Core) comes first, so that both sides mean the same types.
        AssemblyLoadContext.Default.Resolving += (loader, wanted) =>
            dependencies.ResolveAssemblyToPath(wanted) is { } path ? loader.LoadFromAssemblyPath(path) : null;
        return new(folder, AssemblyLoadContext.Default.LoadFromAssemblyPath(built));
    }

    /// <summary>
    /// Makes the context named <paramref name="typeName"/>: by the project's <see cref="IDesignTimeDbContextFactory{TContext}"/>
    /// where it has one, else over SQLite by the constructor that takes its options.
    /// </summary>
    public DbContext CreateContext(string typeName)
    {
        var type = Assembly.GetTypes().SingleOrDefault(type => typeof(DbContext).IsAssignableFrom(type) && (type.Name == typeName || type.FullName == typeName))
            ?? throw new ArgumentException($"{Assembly.GetName().Name} has no context {typeName}.", nameof(typeName));
        var factoryType = typeof(IDesignTimeDbContextFactory<>).MakeGenericType(type);
        if (Assembly.GetTypes().SingleOrDefault(candidate => factoryType.IsAssignableFrom(candidate)) is { } factory)
            return (DbContext)factoryType.GetMethod(nameof(IDesignTimeDbContextFactory<>.CreateDbContext))!.Invoke(Activator.CreateInstance(factory), [Array.Empty<string>()])!;
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        options.UseSqlite("Data Source=:memory:");
        return (DbContext)Activator.CreateInstance(type, options.Options)!;
    }
}
