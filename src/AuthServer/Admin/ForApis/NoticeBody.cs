namespace AuthServer.Admin.ForApis;

/// <summary>A message to send.</summary>
/// <param name="Id">Who sends the same again after a failure gives the same identifier, and one message goes out.</param>
/// <param name="Template">The message.</param>
/// <param name="UserId">The user who gets it, or whom a message to the administrators is about.</param>
/// <param name="Values">What the message says of this case.</param>
internal sealed record NoticeBody(Guid Id, string Template, string UserId, IReadOnlyDictionary<string, string> Values);
