namespace AuthServer.Messaging;

/// <summary>A message in the inbox of Development.</summary>
public sealed record InboxItem(string To, string Channel, string? Subject, string Body, string? Code, DateTime Time);
