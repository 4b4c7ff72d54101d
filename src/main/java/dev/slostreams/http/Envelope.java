package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.Served;
import dev.slostreams.wire.DataState;
import dev.slostreams.wire.LedgerRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How far an answer can be trusted: which copies it comes from, and what is missing in it. */
final class Envelope {

  private Envelope() {}

  /**
   * Adds {@code asOf}, {@code dataState}, {@code complete}, {@code missingPartitions} and {@code
   * partitions}. The first two are the oldest and the worst, and null where nothing was read; the
   * oldest is null too where a copy has not evaluated anything, so its series are not there yet.
   */
  static ObjectNode put(ObjectNode node, List<Served> partitions, Collection<Integer> missing) {
    putAge(node, partitions);
    node.put("complete", missing.isEmpty());
    ArrayNode missingNode = node.putArray("missingPartitions");
    missing.forEach(missingNode::add);
    ArrayNode served = node.putArray("partitions");
    partitions.forEach(one -> put(served.addObject(), one));
    return node;
  }

  /** Of one SLO, whose series are all in one copy: adds which one it is, and how old. */
  static void putOne(ObjectNode node, List<Served> partitions) {
    partitions.stream().findFirst().ifPresent(one -> putCopy(node, one));
    putAge(node, partitions);
  }

  private static void putAge(ObjectNode node, List<Served> partitions) {
    node.put(
        "asOf",
        partitions.stream()
            .min(Comparator.comparingLong(Served::at))
            .map(Envelope::timeOf)
            .orElse(null));
    node.put(
        "dataState",
        partitions.stream()
            .map(Served::dataState)
            .max(Comparator.naturalOrder())
            .map(DataState::toString)
            .orElse(null));
  }

  private static void put(ObjectNode node, Served one) {
    node.put("partition", one.partition());
    putCopy(node, one);
    node.put("asOf", timeOf(one));
  }

  private static String timeOf(Served one) {
    return one.at() == LedgerRecord.NO_TICK ? null : time(one.at());
  }

  private static void putCopy(ObjectNode node, Served one) {
    node.put("servedBy", one.servedBy());
    node.put("role", one.role().toString());
    node.put("stale", one.stale());
    node.put("lagRecords", one.lagRecords());
  }

  /** {@code 2026-01-01T01:32:28.000Z}. */
  static String time(long epochSecond) {
    String seconds = Instant.ofEpochSecond(epochSecond).toString(); // a whole one
    return seconds.substring(0, seconds.length() - 1) + ".000Z";
  }
}
