package dev.slostreams.query;

import dev.slostreams.slo.SloId;
import java.util.function.ToIntFunction;

/**
 * Which ledger partition has which SLO.
 *
 * @param count ledger partitions
 * @param of the partition of an SLO, from 0
 */
public record Placement(int count, ToIntFunction<SloId> of) {}
