package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.Health.Check;
import dev.slostreams.testing.Schemas;
import dev.slostreams.wire.DataState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OpenAPI document against the route table and against real answers. */
class OpenApiTest {

  private final HttpFixture server = new HttpFixture();
  private final JsonNode document = document();

  @AfterEach
  void stop() {
    server.close();
  }

  /** Method, path and who may use it. */
  @Test
  void routesAreThoseOfTheRouteTable() {
    List<String> described = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            described.add(
                                operation.getKey().toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.getKey()
                                    + " "
                                    + scope(operation.getValue()))));

    List<String> routes =
        server.table().stream()
            .map(route -> route.method() + " " + route.path() + " " + route.scope())
            .toList();

    assertThat(described).containsExactlyInAnyOrderElementsOf(routes);
  }

  private static String scope(JsonNode operation) {
    JsonNode security = operation.required("security");
    return security.isEmpty()
        ? "OPEN"
        : security.get(0).fieldNames().next().toUpperCase(Locale.ROOT);
  }

  @Test
  void budgetIsTheSchemaOfTheTopic() {
    ObjectNode topic = (ObjectNode) Schemas.topology("budget");

    topic.remove(List.of("$schema", "$id"));

    assertThat(document.at("/components/schemas/Budget")).isEqualTo(topic);
  }

  @Test
  void examplesAreValid() {
    List<JsonNode> examples =
        Stream.of("application/json", "application/problem+json")
            .flatMap(type -> document.findValues(type).stream())
            .filter(media -> media.has("example"))
            .toList();

    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(
            media ->
                assertThat(
                        Schemas.objections(
                            withComponents(media.get("schema")), media.get("example")))
                    .isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/series, SeriesAnswer",
    "/api/v1/slos, SlosAnswer",
    "/api/v1/slos/cart, SloAnswer",
    "/api/v1/slos/payment, SloAnswer",
    "/api/v1/slos/cart/history, HistoryAnswer",
    "/api/v1/slos/nothing, Problem",
    "/api/v1/series?x=1, Problem",
    "/api/v1/alerts, AlertsAnswer",
    "/api/v1/alerts?state=resolved, AlertsAnswer",
    "/api/v1/gate?service=shop, GateAnswer",
    "/nowhere, Problem",
    "/api/v1/exclusions, ExclusionsAnswer",
    "/api/v1/freeze-exceptions, FreezeExceptionsAnswer",
    "/api/v1/state, StateAnswer",
    "/api/v1/definitions, DefinitionsAnswer",
    "/livez, Health",
    "/readyz, Health"
  })
  void answersAreValid(String path, String schema) {
    server.cartIn("us", 5, DataState.LAGGING).cartIn("eu", 0, DataState.OK);
    server.countedIn("eu");
    server.checks(new Check("state", true, "RUNNING"));

    JsonNode answer = Schemas.json(server.get(path).body());

    assertThat(Schemas.objections(component(schema), answer)).isEmpty();
  }

  @Test
  void unavailableIsValid() {
    server.streams.in(State.CREATED);

    JsonNode answer = Schemas.json(server.get("/api/v1/series").body());

    assertThat(Schemas.objections(component("Problem"), answer)).isEmpty();
  }

  @Test
  void emptyAnswerIsValid() {
    JsonNode answer = Schemas.json(server.get("/api/v1/series").body());

    assertThat(Schemas.objections(component("SeriesAnswer"), answer)).isEmpty();
  }

  @Test
  void documentIsServedAsItIs() {
    JsonNode answer = Schemas.json(server.get("/api/v1/openapi.json").body());

    assertThat(answer).isEqualTo(document);
  }

  private JsonNode component(String name) {
    ObjectNode schema =
        JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name);
    return withComponents(schema);
  }

  /** The schema with all that its references point to. */
  private JsonNode withComponents(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.set("components", document.get("components"));
    return whole;
  }

  private static JsonNode document() {
    try (InputStream in = Directory.class.getResourceAsStream("openapi.json")) {
      return Schemas.json(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
