package dev.slostreams.openslo;

import static dev.slostreams.openslo.Documents.PUBLIC;
import static dev.slostreams.openslo.Documents.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slostreams.slo.Slo;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents of the specification, of the go-sdk, and of the scenarios load as they are. */
class PublicDocumentsTest {

  private static final Path VALID = PUBLIC.resolve("valid-v1");

  static Stream<Path> validDocuments() {
    return Documents.yamlBelow(VALID).stream();
  }

  @ParameterizedTest
  @MethodSource("validDocuments")
  void validDocumentLoadsAlone(Path document) {
    LoadResult result = Documents.load(document);

    assertThat(result.problems()).isEmpty();
  }

  @Test
  void validDocumentsLoadTogetherThoughNamesStandTwice() {
    SloCatalog catalog = Documents.catalog(VALID);

    assertThat(catalog.slos()).isEmpty();
    assertThat(catalog.notEvaluated())
        .extracting(NotEvaluated::slo, NotEvaluated::reason)
        .containsExactly(
            tuple("web-availability", "metric source type 'Prometheus' is not kafka"),
            tuple("search-slo", "metric source type 'Any' is not kafka"),
            tuple("main-page", "metric source type 'Any' is not kafka"),
            tuple("service-availability", "metric source type 'Any' is not kafka"),
            tuple("service-availability", "metric source type 'Any' is not kafka"));
  }

  @Test
  void opBesideRatioMetricIsNoticedAndNotRefused() {
    Path document = VALID.resolve("go-sdk-examples/slos.yaml");

    SloCatalog catalog = Documents.catalog(document);

    assertThat(catalog.notices())
        .extracting(Notice::toString)
        .containsExactly(
            document
                + ":40: SLO 'web-availability' spec.objectives[0].op: changes nothing beside a"
                + " ratioMetric");
  }

  @ParameterizedTest
  @CsvSource({
    "disorder, 'api,web'",
    "edges, 'weekly,short-budget,silent,calm,never,avg-queue,max-queue,min-queue,sum-queue,"
        + "p90-over,bad-total'",
    "latency, 'p95-200ms,p99-500ms,combined'",
    "outages, 'availability'",
    "quiet, 'guarded,bare'",
    "slices, 'p99-10ms,p95-aggregate,heartbeat,throughput,ratio-slices'",
    "weighted, 'requests,workers'",
  })
  void scenarioIsEvaluatedWholly(String scenario, String slos) {
    SloCatalog catalog = Documents.catalog(RESOURCES.resolve("scenarios/" + scenario));

    assertThat(catalog.slos())
        .extracting(Slo::id)
        .map(Object::toString)
        .containsExactly(slos.split(","));
    assertThat(catalog.notEvaluated()).isEmpty();
  }
}
