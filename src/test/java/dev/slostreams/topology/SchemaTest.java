package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.alert.BurnSample;
import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.alert.Transition.Evidence;
import dev.slostreams.budget.ErrorBudget;
import dev.slostreams.engine.BudgetView;
import dev.slostreams.engine.BudgetView.PeriodView;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.SeriesView.AlertView;
import dev.slostreams.engine.SeriesView.Standing;
import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.Views;
import dev.slostreams.window.Counts;
import dev.slostreams.wire.AlertRecord;
import dev.slostreams.wire.BudgetRecord;
import dev.slostreams.wire.DataState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records we write against the schemas in {@code topology/schemas}. */
class SchemaTest {

  private static final Slo SLO = Slos.with(Slos.availability("cart", "region"), Slos.workbook());

  @ParameterizedTest
  @ValueSource(strings = {"alert", "budget", "control", "dead-letter", "event", "watchdog"})
  void examplesAreValid(String name) {
    JsonNode schema = Schemas.topology(name);

    List<JsonNode> examples =
        StreamSupport.stream(schema.get("examples").spliterator(), false).toList();

    assertThat(examples).isNotEmpty();
    assertThat(examples).allSatisfy(e -> assertThat(Schemas.objections(schema, e)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"alert", "budget", "control", "dead-letter", "event", "watchdog"})
  void everyFieldIsDescribed(String name) {
    JsonNode schema = Schemas.topology(name);

    assertThat(schema.get("properties"))
        .allSatisfy(field -> assertThat(field.path("description").asText()).isNotEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void budgetIsValidInEveryDataState(DataState state) {
    byte[] value = BudgetRecord.value(Views.view(SLO, "eu"), state);

    assertThat(objections("budget", value)).isEmpty();
  }

  @Test
  void budgetIsValidInEveryStandingOfAnAlert() {
    SeriesView view =
        Views.with(
            Views.view(SLO, "eu"),
            new AlertView("page-fast", "page", Standing.FIRING, Views.TICK - 60),
            new AlertView("page-slow", "page", Standing.PENDING, Views.TICK),
            new AlertView("ticket-fast", "ticket", Standing.INACTIVE, 0));

    byte[] value = BudgetRecord.value(view, DataState.OK);

    assertThat(objections("budget", value)).isEmpty();
  }

  @Test
  void budgetOfAnObjectiveWithoutGroupByIsValid() {
    Slo slo = objective("99.9");

    byte[] value = BudgetRecord.value(Views.view(slo), DataState.OK);

    assertThat(objections("budget", value)).isEmpty();
  }

  @Test
  void budgetOfACalendarAlignedSloShowsItsPeriods() {
    CalendarPeriod january = new CalendarPeriod(Views.TICK - Slos.HOUR, Views.TICK + Slos.DAY);
    CalendarPeriod december = new CalendarPeriod(january.from() - Slos.DAY, january.from());
    SeriesView view = Views.view(SLO, "eu");
    BudgetView budget =
        new BudgetView(
            view.counts(),
            view.budget(),
            List.of(
                new PeriodView(january, view.counts(), view.budget()),
                new PeriodView(december, new Counts(7, 9), new ErrorBudget(1.5, -0.5))),
            view.budgetView().tier());

    byte[] value =
        BudgetRecord.value(
            new SeriesView(
                view.slo(), view.key(), view.tick(), budget, view.burnRates(), view.alerts()),
            DataState.OK);

    assertThat(objections("budget", value)).isEmpty();
    assertThat(new String(value, StandardCharsets.UTF_8))
        .contains(
            "\"period\":{\"from\":\"2026-01-01T00:00:00.000Z\",\"to\":\"2026-01-02T01:00:00.000Z\"}",
            "\"lastPeriod\":{\"from\":\"2025-12-31T00:00:00.000Z\",\"to\":\"2026-01-01T00:00:00.000Z\","
                + "\"good\":7,\"total\":9,\"consumed\":1.5,\"remaining\":-0.5}");
  }

  @Test
  void budgetWithAnUnknownFieldIsNotValid() {
    ObjectNode value =
        (ObjectNode) Schemas.json(BudgetRecord.value(Views.view(SLO, "eu"), DataState.OK));

    value.put("surprise", 1);

    assertThat(Schemas.objections(Schemas.topology("budget"), value))
        .singleElement()
        .asString()
        .contains("surprise");
  }

  @ParameterizedTest
  @EnumSource
  void alertIsValidForEveryChange(Change change) {
    byte[] value = AlertRecord.value(SLO, transition(SLO, change, 0.25, "eu"));

    assertThat(objections("alert", value)).isEmpty();
  }

  @Test
  void alertOfAnOverspentObjectiveIsValid() {
    Slo slo = objective("99.9");

    byte[] value = AlertRecord.value(slo, transition(slo, Change.FIRING, -3.5));

    assertThat(objections("alert", value)).isEmpty();
  }

  @Test
  void endOfADefinitionIsValid() {
    byte[] value = AlertRecord.endOfDefinition(transition(SLO, Change.RESOLVED, 1, "eu"));

    assertThat(objections("alert", value)).isEmpty();
  }

  @Test
  void deadLetterHeadersAreValid() {
    RecordHeaders original = new RecordHeaders();
    original.add("traceparent", "00-1".getBytes(StandardCharsets.UTF_8));
    byte[] longValue = new byte[300_000];
    DeadLetter letter =
        new DeadLetter(
            new DeadLetter.Origin("request-events", 3, 1_042, -1, null, longValue, original),
            "missing_field",
            "x".repeat(2_000));
    letter.addSlo("cart");

    Record<byte[], byte[]> record = letter.toRecord("slo-streams", 0);

    assertThat(Schemas.objections(Schemas.topology("dead-letter"), headers(record))).isEmpty();
  }

  @Test
  void deadLetterHeaderOfOursThatIsNotDescribedIsNotValid() {
    ObjectNode headers = (ObjectNode) Schemas.topology("dead-letter").get("examples").get(0);

    headers.put("slo.error.surprise", "1");

    assertThat(Schemas.objections(Schemas.topology("dead-letter"), headers)).isNotEmpty();
  }

  private static List<String> objections(String schema, byte[] value) {
    return Schemas.objections(Schemas.topology(schema), Schemas.json(value));
  }

  private static ObjectNode headers(Record<byte[], byte[]> record) {
    ObjectNode headers = JsonNodeFactory.instance.objectNode();
    record
        .headers()
        .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    return headers;
  }

  private static Transition transition(
      Slo slo, Change change, double remaining, String... labelValues) {
    return new Transition(
        SeriesKey.of(slo.id(), slo.labelNames(), List.of(labelValues)),
        "page-fast",
        "page",
        change,
        Views.TICK,
        Views.TICK - 60,
        new Evidence(
            List.of(
                new BurnSample(new LookbackWindow(Slos.HOUR), 1_000.00005),
                new BurnSample(new LookbackWindow(90), 0)),
            remaining,
            true));
  }

  private static Slo objective(String objective) {
    Slo slo = Slos.with(Slos.availability(), Slos.workbook());
    return new Slo(
        new SloId("cart", objective),
        slo.service(),
        slo.indicator(),
        slo.target(),
        slo.period(),
        slo.alertPolicies(),
        slo.about());
  }
}
