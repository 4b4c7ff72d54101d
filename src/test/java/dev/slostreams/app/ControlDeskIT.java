package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slostreams.control.Control;
import dev.slostreams.control.Control.Recorded;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.DefinitionTexts.Text;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.testing.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlDeskIT {

  private static final Recorded JO = new Recorded("jo@laptop", 0);
  private static final long NOW = Instant.parse("2026-01-01T12:00:00Z").getEpochSecond();
  private static final Optional<DefinitionTexts> SLOS =
      Optional.of(
          new DefinitionTexts(
              List.of(new Text("slos.yaml", SloTexts.ratio("cart", "events", "status < 500"))),
              List.of()));

  private TestBroker broker;
  private ControlTopic topic;

  @BeforeEach
  void start() {
    broker = Brokers.embedded();
    try (Topics topics = new Topics(broker.bootstrapServers())) {
      topics.create("slo-controls", 1);
    }
    topic = new ControlTopic(broker.bootstrapServers(), "slo-controls", Map.of());
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private static DefinitionTexts exclusion(String name, String slo, String from, String to) {
    return new DefinitionTexts(
        List.of(new Text("move.yaml", SloTexts.exclusion(name, slo, from, to))), List.of());
  }

  private ControlDesk desk() {
    return new ControlDesk(topic);
  }

  private List<String> refused(DefinitionTexts texts) {
    return catchThrowableOfType(ConfigException.class, () -> desk().apply(texts, SLOS, NOW, JO))
        .problems();
  }

  @Test
  void orderIsRefusedOnceCheckedAndWrittenAndTakenBack() {
    DefinitionTexts move =
        exclusion("move", "cart", "2026-01-01T13:00:00Z", "2026-01-01T14:00:00Z");

    desk().apply(move, SLOS, NOW, JO);
    List<String> again = refused(move);
    List<String> unknown =
        refused(exclusion("more", "card", "2026-01-01T13:00:00Z", "2026-01-01T14:00:00Z"));
    List<String> halfMinutes =
        refused(exclusion("old", "cart", "2026-01-01T09:00:30Z", "2026-01-01T09:30:00Z"));
    List<String> notAnOrder =
        refused(
            new DefinitionTexts(
                List.of(new Text("x.yaml", SloTexts.ratio("x", "events", "true"))), List.of()));
    Control undone = desk().undo("Exclusion/move", NOW + 60, JO);
    List<String> undoneTwice =
        catchThrowableOfType(
                ConfigException.class, () -> desk().undo("Exclusion/move", NOW + 90, JO))
            .problems();

    assertThat(again).hasSize(1).first().asString().contains("needs a name that was never ordered");
    assertThat(unknown).hasSize(1).first().asString().contains("no SLO named 'card'");
    assertThat(halfMinutes)
        .containsExactly(
            "Exclusion 'old': must begin and end at whole minutes where that is more than two hours"
                + " ago, but was 2026-01-01T09:00:30Z");
    assertThat(notAnOrder).hasSize(2); // the DataSource and the SLO
    assertThat(undoneTwice)
        .containsExactly("'Exclusion/move': is undone since 2026-01-01T12:01:00Z already");
    assertThat(desk().list()).containsExactly(undone);
    try (Topics topics = new Topics(broker.bootstrapServers())) {
      assertThat(topics.read("slo-controls"))
          .hasSize(2)
          .allSatisfy(
              record -> {
                assertThat(record.key()).isEqualTo("Exclusion/move");
                assertThat(
                        Schemas.objections(
                            Schemas.topology("control"), Schemas.json(record.value())))
                    .isEmpty();
              });
    }
  }
}
