namespace EndToEnd.Running;

/// <summary>Where things are in the work tree, and what was built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that these tests were built in; the hosts are run in the same.</summary>
    public static string Configuration { get; } = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    public static string RunScript => Path.Combine(Root, "run.sh");

    public static string RelyingParty => NodeProgram("relying-party");

    /// <summary>The folder of a Node.js program of these tests.</summary>
    public static string NodeProgram(string name) => Path.Combine(Root, "tests", "EndToEnd.Tests", name);

    /// <summary>The built program of a project, such as <c>src/AuthServer</c>.</summary>
    public static string Program(string project) => Path.Combine(Root, project, "bin", Configuration, "net10.0", Path.GetFileName(project) + ".dll");

    /// <summary>A folder for what people look at after a run; git-ignored.</summary>
    public static string Artifacts(string name) => Directory.CreateDirectory(Path.Combine(Root, "artifacts", name)).FullName;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AuthPlatform.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from inside the work tree.");
        return folder.FullName;
    }
}
