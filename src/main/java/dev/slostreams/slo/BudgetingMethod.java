package dev.slostreams.slo;

/** How events become budget units (semantics.md §4). */
public sealed interface BudgetingMethod {

  /** A window's good and total are sums over events. */
  record Occurrences() implements BudgetingMethod {}
}
