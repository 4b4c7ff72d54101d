package dev.slostreams.topology;

import dev.slostreams.slo.DefinitionsId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The header of a tally that says which definitions counted it: 8 bytes for their first second, big
 * endian, then their hash in UTF-8.
 *
 * <p>Absent on tallies from before definitions could change while running.
 */
final class CountedBy {

  static final String HEADER = "slo.definitions";

  private CountedBy() {}

  static void write(Headers headers, DefinitionsId id) {
    headers.add(HEADER, bytes(id));
  }

  static Optional<DefinitionsId> read(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null ? Optional.empty() : Optional.of(id(header.value()));
  }

  private static byte[] bytes(DefinitionsId id) {
    byte[] hash = id.hash().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + hash.length).putLong(id.from()).put(hash).array();
  }

  private static DefinitionsId id(byte[] bytes) {
    byte[] hash = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
    return new DefinitionsId(
        ByteBuffer.wrap(bytes).getLong(), new String(hash, StandardCharsets.UTF_8));
  }
}
