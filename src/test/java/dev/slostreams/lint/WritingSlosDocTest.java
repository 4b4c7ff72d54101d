package dev.slostreams.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.SloCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents on {@code docs/writing-slos.md}, put together, work and mean what they say. */
class WritingSlosDocTest {

  private static final Pattern BLOCK =
      Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void blocksLoadTogetherAndNothingIsFoundInThem() throws IOException {
    String page = Files.readString(Path.of("docs/writing-slos.md"));
    String documents =
        BLOCK.matcher(page).results().map(m -> m.group(1)).collect(Collectors.joining("---\n"));
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
