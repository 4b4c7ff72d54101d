package dev.slostreams.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.openslo.SloCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields that definitions name are looked for in recorded events. */
class SampleTest {

  private final SloCatalog catalog =
      SloCatalog.load(List.of(Path.of("src/test/resources/cli/input/tiny.yaml")))
          .catalog()
          .orElseThrow();
  private final Sample sample = new Sample(catalog);

  @Test
  void fieldThatNoEventHasIsFound() {
    read("{\"timestamp\":\"2026-01-01T00:00:00Z\",\"service\":\"cart\",\"status\":200}");
    read("{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":\"cart\"}");

    assertThat(Linter.findings(catalog, sample))
        .extracting(Finding::code, Finding::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Code.NEVER_SEEN_FIELD,
                "none of the 2 recorded events of source 'requests' has a field 'requests'"));
  }

  @Test
  void oneEventWithTheFieldIsEnough() {
    read("{\"timestamp\":\"2026-01-01T00:00:00Z\",\"service\":\"cart\",\"status\":200}");
    read("{\"timestamp\":\"2026-01-01T00:00:01Z\",\"requests\":null}");

    assertThat(Linter.findings(catalog, sample)).isEmpty();
  }

  @Test
  void withoutAnEventNothingIsKnown() {
    read("no event");

    assertThat(sample.isEmpty()).isTrue();
    assertThat(Linter.findings(catalog, sample)).isEmpty();
  }

  private void read(String line) {
    sample.read(line.getBytes(StandardCharsets.UTF_8));
  }
}
