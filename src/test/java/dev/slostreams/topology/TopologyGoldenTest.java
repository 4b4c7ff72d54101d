package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.app.TopologyTexts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The files in {@code topology} say what the program builds. */
class TopologyGoldenTest {

  private static final String HOW_TO =
      "differs from the program; regenerate with: ./slo-streams topology --write topology (and read"
          + " the difference: other names mean other internal topics)";

  private final TopologyTexts texts = new TopologyTexts();

  @Test
  void stagesAreAsReviewed() {
    assertThat(Path.of("topology/topology.txt")).as(HOW_TO).hasContent(texts.stages());
  }

  @Test
  void topicsAreAsReviewed() {
    assertThat(Path.of("topology/topics.txt")).as(HOW_TO).hasContent(texts.topics());
  }

  @Test
  void noNameIsGenerated() {
    String everything = texts.stages() + texts.topics();

    assertThat(everything).doesNotContainPattern("KSTREAM-|KTABLE-|-[0-9]{10}");
  }
}
