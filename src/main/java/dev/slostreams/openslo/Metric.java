package dev.slostreams.openslo;

import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Op;
import java.math.BigDecimal;
import java.util.Optional;

/** What an SLI over Kafka events says, before an objective makes it an {@link Indicator}. */
sealed interface Metric {

  /** The indicator of this objective; empty when the objective lacks what the metric needs. */
  Optional<Indicator> with(Optional<Op> op, Optional<BigDecimal> limit);

  /** Whether it is judged by an aggregate over a time slice. */
  boolean isAggregate();

  record OfRatio(Indicator.Ratio ratio) implements Metric {

    @Override
    public Optional<Indicator> with(Optional<Op> op, Optional<BigDecimal> limit) {
      return Optional.of(ratio);
    }

    @Override
    public boolean isAggregate() {
      return false;
    }
  }

  /**
   * A threshold metric.
   *
   * @param value its value with a comparison that stands in for the objective's
   */
  record OfThreshold(Indicator.Threshold value) implements Metric {

    @Override
    public Optional<Indicator> with(Optional<Op> op, Optional<BigDecimal> limit) {
      return op.isEmpty() || limit.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Indicator.Threshold(
                  value.source(),
                  value.total(),
                  value.value(),
                  op.get(),
                  limit.get(),
                  value.groupBy()));
    }

    @Override
    public boolean isAggregate() {
      return false;
    }
  }

  /**
   * A threshold metric with an aggregate.
   *
   * @param value its aggregate with a comparison that stands in for the objective's
   */
  record OfAggregate(Indicator.Aggregated value) implements Metric {

    @Override
    public Optional<Indicator> with(Optional<Op> op, Optional<BigDecimal> limit) {
      return op.isEmpty() || limit.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Indicator.Aggregated(
                  value.source(),
                  value.total(),
                  value.value(),
                  value.aggregate(),
                  op.get(),
                  limit.get(),
                  value.groupBy()));
    }

    @Override
    public boolean isAggregate() {
      return true;
    }
  }
}
