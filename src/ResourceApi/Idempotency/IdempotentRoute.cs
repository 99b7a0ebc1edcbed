namespace ResourceApi.Idempotency;

/// <summary>Marks the routes that take an <c>Idempotency-Key</c>.</summary>
internal sealed class IdempotentRoute;
