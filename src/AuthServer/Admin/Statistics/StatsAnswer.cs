using AuthServer.Admin.Keys;

namespace AuthServer.Admin.Statistics;

/// <summary>The server in numbers.</summary>
/// <param name="Users">Accounts.</param>
/// <param name="DisabledUsers">Those of them that may not sign in.</param>
/// <param name="Sessions">Sessions that have not ended.</param>
/// <param name="Grants">Grants that are alive.</param>
/// <param name="Clients">Clients by who registered them.</param>
/// <param name="OutboxWaiting">Messages and errands that wait.</param>
/// <param name="SignIns">Sign-ins of the last seven days, the latest day first.</param>
/// <param name="Keys">The keys that sign.</param>
internal sealed record StatsAnswer(int Users, int DisabledUsers, int Sessions, int Grants, IReadOnlyDictionary<string, int> Clients, int OutboxWaiting, IReadOnlyList<DayOfSignIns> SignIns, IReadOnlyList<KeyAnswer> Keys);
