using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Requests;

namespace AuthServer.Protocol.Grants;

/// <summary>A request for tokens by a client that has authenticated.</summary>
/// <param name="Client">The client.</param>
/// <param name="Parameters">The request's parameters.</param>
/// <param name="Caller">The other end of the connection.</param>
public sealed record TokenRequest(Client Client, Parameters Parameters, Caller Caller);
