namespace AuthServer.Admin.Statistics;

/// <summary>The sign-ins of one day, UTC.</summary>
/// <param name="Day">The day.</param>
/// <param name="Succeeded">Sessions that began.</param>
/// <param name="Failed">Secrets and codes that were refused.</param>
internal sealed record DayOfSignIns(DateOnly Day, int Succeeded, int Failed);
