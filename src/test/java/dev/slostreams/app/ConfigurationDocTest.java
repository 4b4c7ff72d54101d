package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two files about settings say what the program does. */
class ConfigurationDocTest {

  private static final String HOW_TO =
      "differs from the program; regenerate with: mvn -q test -Dtest=ConfigurationDocTest"
          + " -Dregenerate=true";

  @Test
  void configurationPageIsWhatTheProgramSays() throws IOException {
    Path page = Path.of("docs/configuration.md");

    maybeRegenerate(page, ConfigTexts.toMarkdown());

    assertThat(page).as(HOW_TO).hasContent(ConfigTexts.toMarkdown());
  }

  @Test
  void propertiesFileHasEveryKeyWithItsDefault() throws IOException {
    Path file = Path.of("config/slo-streams.properties");

    maybeRegenerate(file, ConfigTexts.toProperties());

    assertThat(file).as(HOW_TO).hasContent(ConfigTexts.toProperties());
  }

  @Test
  void propertiesFileCanBeLoadedOnceSlosAreGiven() {
    AppConfig config =
        AppConfig.load(Path.of("config/slo-streams.properties"), List.of("slos=config/slos"));

    assertThat(config.slos()).containsExactly(Path.of("config/slos"));
  }

  private static void maybeRegenerate(Path file, String text) throws IOException {
    if (Boolean.getBoolean("regenerate")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}
