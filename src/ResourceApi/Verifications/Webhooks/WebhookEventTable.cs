using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ResourceApi.Verifications.Webhooks;

/// <summary>How a webhook's event lies in the database.</summary>
internal sealed class WebhookEventTable : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("webhook_events");
        builder.HasKey(one => new { one.Provider, one.Id });
        builder.HasIndex(one => one.ReceivedAt);
    }
}
