package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.Served;
import dev.slostreams.query.Served.Role;
import dev.slostreams.wire.DataState;
import dev.slostreams.wire.LedgerRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final long MIDNIGHT = 1_767_225_600; // 2026-01-01T00:00:00Z

  @Test
  void answerIsAsOldAsItsOldestCopy() {
    ObjectNode answer = answer(copy(0, MIDNIGHT + 3), copy(1, MIDNIGHT));

    assertThat(answer.path("asOf").textValue()).isEqualTo("2026-01-01T00:00:00.000Z");
  }

  @Test
  void answerIsOfNoTimeWhileACopyHasEvaluatedNothing() {
    ObjectNode answer = answer(copy(0, MIDNIGHT), copy(1, LedgerRecord.NO_TICK));

    assertThat(answer.path("asOf").isNull()).isTrue();
    assertThat(answer.path("partitions").path(0).path("asOf").textValue())
        .isEqualTo("2026-01-01T00:00:00.000Z");
    assertThat(answer.path("partitions").path(1).path("asOf").isNull()).isTrue();
  }

  private static ObjectNode answer(Served... copies) {
    return Envelope.put(JsonNodeFactory.instance.objectNode(), List.of(copies), List.of());
  }

  private static Served copy(int partition, long at) {
    return new Served(
        partition, "127.0.0.1:8080", Role.ACTIVE, false, 0, at, DataState.OK, List.of());
  }
}
