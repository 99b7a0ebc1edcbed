using System.Net;
using ServiceDefaults.Limits;

namespace ResourceApi.Tests.Hosting;

public sealed class AddressPartitionTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    public void Address_is_counted_by_its_customer(string address, string partition) =>
        Assert.Equal(partition, AddressPartition.Of(IPAddress.Parse(address)));

    [Fact]
    public void Absent_address_has_a_partition_too() => Assert.Equal("unknown", AddressPartition.Of((IPAddress?)null));
}
