package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.NezhaAlerts;
import dev.slostreams.testing.OfflineRun;
import dev.slostreams.testing.RealData;
import dev.slostreams.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alerts of the recording with injected faults against a brute force outside of the program.
 */
class RealAlertsTest {

  @Test
  void nezhaAlertsAreThoseOfTheBruteForce() {
    OfflineRun run = OfflineRun.of(RealData.NEZHA);

    assertThat(NezhaAlerts.of(run.transitions())).isEqualTo(NezhaAlerts.expected());
    assertThat(run.summary().late()).isZero();
  }

  @Test
  void bruteForceStillPrintsWhatIsExpected(@TempDir Path folder) throws IOException {
    Path events = folder.resolve("nezha.jsonl").toAbsolutePath();
    Files.write(events, RealData.NEZHA.events());

    String printed =
        Shell.run(
            RealData.FOLDER.resolve("nezha"),
            ("awk -v limit=1000 -v share=0.20 -v target=front-latency-1s -f expected-alerts.awk %s;"
                    + " awk -v limit=2500 -v share=0.04 -v target=front-latency-2500ms"
                    + " -f expected-alerts.awk %s")
                .formatted(events, events));

    assertThat(printed.lines().toList()).isEqualTo(NezhaAlerts.lines());
  }

  /** One slot of 1,193 requests fails at 59 %; all others stay below 5 % (docs/real-data.md). */
  @Test
  void petshopPagesForItsOneBadSlot() {
    List<String> transitions =
        OfflineRun.of(RealData.PETSHOP).transitions().stream()
            .map(t -> t.alert() + " " + t.change() + " " + java.time.Instant.ofEpochSecond(t.at()))
            .toList();

    // known when the slot 05:45 to 05:50 is over; out of the 5 minutes at 05:55, then keep-firing
    // 30 s
    assertThat(transitions)
        .containsExactly(
            "page-fast firing 2023-08-23T05:50:00Z", "page-fast resolved 2023-08-23T05:55:30Z");
  }
}
