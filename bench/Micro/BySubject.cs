using System.Collections.Immutable;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Micro;

/// <summary>The lines of the table: those of a subject together.</summary>
internal sealed class BySubject : DefaultOrderer
{
    public override IEnumerable<BenchmarkCase> GetSummaryOrder(ImmutableArray<BenchmarkCase> benchmarksCases, Summary summary) =>
        benchmarksCases.OrderBy(line => line.Descriptor.Type.Name, StringComparer.Ordinal).ThenBy(line => line.Descriptor.MethodIndex);
}
