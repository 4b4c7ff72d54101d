package dev.slostreams.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.testing.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents on {@code docs/writing-slos.md}, put together, work and mean what they say. */
class WritingSlosDocTest {

  @TempDir private Path folder;

  @Test
  void blocksLoadTogetherAndNothingIsFoundInThem() throws IOException {
    String documents =
        String.join("---\n", Markdown.of(Path.of("docs/writing-slos.md")).blocks("yaml"));
    Path file = Files.writeString(folder.resolve("page.yaml"), documents);

    LoadResult result = SloCatalog.load(List.of(file));

    assertThat(result.problems()).isEmpty();
    SloCatalog catalog = result.catalog().orElseThrow();
    assertThat(catalog.slos())
        .extracting(slo -> slo.id().toString())
        .containsExactlyInAnyOrder(
            "checkout-availability",
            "checkout-latency/quick",
            "checkout-latency/bearable",
            "checkout-p99",
            "partner-requests",
            "nightly-export");
    assertThat(catalog.notEvaluated()).isEmpty();
    assertThat(Linter.findings(catalog)).isEmpty();
  }
}
