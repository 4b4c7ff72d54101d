package dev.slostreams.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a ledger partition is: the one record in a view store that is no series, written after
 * the series of the same moment.
 *
 * <p>Series that did not change are not written again; they stand as of this record. It also counts
 * them, so that half a store never looks like a whole one.
 *
 * @param at the last tick that was evaluated; {@link #NO_TICK} before the first
 * @param dataState how far the series can be trusted
 * @param missing source partitions that have said nothing for max-hold, {@code topic-0}
 * @param series how many series the store holds, ended ones too
 * @param writtenMs the wall clock; grows with every record
 */
public record LedgerRecord(
    long at, DataState dataState, List<String> missing, int series, long writtenMs) {

  /** Its key in the view store; no series id begins like this. */
  public static final String KEY = "#ledger";

  public static final long NO_TICK = Long.MIN_VALUE;

  public LedgerRecord {
    missing = List.copyOf(missing);
  }

  /** The value as JSON bytes. */
  public byte[] value() {
    ObjectNode node = Json.object();
    if (at != NO_TICK) {
      node.put("at", Json.time(at));
    }
    node.put("dataState", dataState.toString());
    ArrayNode names = node.putArray("missing");
    missing.forEach(names::add);
    node.put("series", series);
    node.put("writtenMs", writtenMs);
    return Json.bytes(node);
  }

  /**
   * What {@link #value} has written.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static LedgerRecord read(byte[] value) {
    JsonNode node = Json.read(value);
    List<String> missing = new ArrayList<>();
    node.required("missing").forEach(name -> missing.add(name.textValue()));
    return new LedgerRecord(
        node.has("at") ? Instant.parse(node.get("at").textValue()).getEpochSecond() : NO_TICK,
        DataState.of(node.required("dataState").textValue()),
        missing,
        node.required("series").intValue(),
        node.required("writtenMs").longValue());
  }
}
