package dev.slostreams.app;

/** The settings as people read them: the page of the documentation, and the file to start from. */
public final class ConfigTexts {

  private ConfigTexts() {}

  /** {@code docs/configuration.md}. */
  public static String toMarkdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Settings

            `slo-streams run --config FILE` reads a properties file such as `config/slo-streams.properties`; given again, what a later file says
            wins, and `--set key=value` (as often as needed) wins over all. Unknown keys are refused. Durations are whole numbers with `ms`, `s`, `m`, `h` or `d`. Keys
            that begin with `kafka.` go to the Kafka clients without the prefix, untouched: `kafka.security.protocol=SSL`. Refused are the few with which events would be counted twice or passed over:
            `processing.guarantee`, `group.protocol`, the exception handlers and the dead letter topic of Kafka Streams, and `application.id`, `bootstrap.servers` and `commit.interval.ms`, which have keys of their own.

            | key | default | unit or form | what |
            | --- | --- | --- | --- |
            """);
    for (Setting<?> setting : Settings.all()) {
      page.append("| `").append(setting.name()).append("` | ");
      page.append(setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`");
      page.append(" | ").append(setting.type().unit());
      page.append(" | ").append(setting.about()).append(" |\n");
    }
    return page.toString();
  }

  /** {@code config/slo-streams.properties}: every key with its default, commented out. */
  public static String toProperties() {
    StringBuilder file =
        new StringBuilder(
            """
            # How slo-streams runs: every key with its default. Take away the '#' in front of a key to change it.
            # Keys that begin with 'kafka.' go to the Kafka clients without the prefix.
            """);
    for (Setting<?> setting : Settings.all()) {
      file.append("\n# ").append(setting.about());
      file.append(" (").append(setting.type().unit()).append(")\n");
      file.append('#').append(setting.name()).append('=').append(setting.defaultText());
      file.append('\n');
    }
    return file.toString();
  }
}
