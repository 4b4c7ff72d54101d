package dev.slostreams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.PartitionCopy;
import dev.slostreams.query.Served;
import dev.slostreams.query.Served.Role;
import dev.slostreams.wire.DataState;
import dev.slostreams.wire.LedgerRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Copies of ledger partitions as text from one instance to another, in lines: of each copy a JSON
 * object, and unless that says {@code unchanged} its series, a line with the id and one with the
 * JSON. Neither ever has a line break in it.
 */
final class PeerFormat {

  static final String CONTENT_TYPE = "text/plain;charset=utf-8";

  private PeerFormat() {}

  /**
   * Writes these copies.
   *
   * @param known versions that the reader has, by partition
   */
  static byte[] write(List<PartitionCopy> copies, Map<Integer, Long> known) {
    StringBuilder text = new StringBuilder();
    for (PartitionCopy copy : copies) {
      Long before = known.get(copy.served().partition());
      boolean unchanged = before != null && before == copy.version();
      text.append(head(copy, unchanged)).append('\n');
      if (!unchanged) {
        copy.series().forEach((id, json) -> text.append(id).append('\n').append(json).append('\n'));
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode head(PartitionCopy copy, boolean unchanged) {
    Served served = copy.served();
    ObjectNode head = Answer.object();
    head.put("partition", served.partition());
    head.put("servedBy", served.servedBy());
    head.put("role", served.role().toString());
    head.put("stale", served.stale());
    head.put("lagRecords", served.lagRecords());
    if (served.at() != LedgerRecord.NO_TICK) {
      head.put("at", Instant.ofEpochSecond(served.at()).toString());
    }
    head.put("dataState", served.dataState().toString());
    served.missing().forEach(head.putArray("missing")::add);
    head.put("version", copy.version());
    if (unchanged) {
      head.put("unchanged", true);
    } else {
      head.put("series", copy.series().size());
    }
    return head;
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @param known copies that the reader has, by partition
   * @throws IllegalArgumentException when it is something else
   */
  static List<PartitionCopy> read(byte[] text, Map<Integer, PartitionCopy> known) {
    List<PartitionCopy> copies = new ArrayList<>();
    Iterator<String> lines = new String(text, StandardCharsets.UTF_8).lines().iterator();
    try {
      while (lines.hasNext()) {
        copies.add(copy(lines, known));
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "answer of a peer: must be copies of ledger partitions, but was not: " + e.getMessage(),
          e);
    }
    return copies;
  }

  private static PartitionCopy copy(Iterator<String> lines, Map<Integer, PartitionCopy> known) {
    JsonNode head = Answer.read(lines.next());
    Served served = served(head);
    long version = head.required("version").longValue();
    if (head.path("unchanged").booleanValue()) {
      PartitionCopy before = known.get(served.partition());
      if (before == null || before.version() != version) {
        throw new IllegalArgumentException("unchanged since a version that was not named");
      }
      return new PartitionCopy(served, version, before.series());
    }
    SortedMap<String, String> series = new TreeMap<>();
    for (int i = head.required("series").intValue(); i > 0; i--) {
      series.put(lines.next(), lines.next());
    }
    return new PartitionCopy(served, version, series);
  }

  private static Served served(JsonNode head) {
    List<String> missing = new ArrayList<>();
    head.required("missing").forEach(name -> missing.add(name.textValue()));
    return new Served(
        head.required("partition").intValue(),
        head.required("servedBy").textValue(),
        Role.valueOf(head.required("role").textValue().toUpperCase(Locale.ROOT)),
        head.required("stale").booleanValue(),
        head.required("lagRecords").longValue(),
        head.has("at")
            ? Instant.parse(head.get("at").textValue()).getEpochSecond()
            : LedgerRecord.NO_TICK,
        DataState.of(head.required("dataState").textValue()),
        missing);
  }
}
