package dev.slostreams.cli;

import dev.slostreams.app.AppConfig;
import dev.slostreams.app.LogEncoder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the settings of an instance come from. */
final class SettingsOptions {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description =
          "Settings; config/slo-streams.properties has every key with its default. May be given"
              + " again: what a later file says wins.")
  private List<Path> config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting that wins over the files; may be given again.")
  private List<String> overrides = List.of();

  /** Reads them; from then on the log is written as they say. */
  AppConfig load() {
    AppConfig settings = AppConfig.load(config, overrides);
    LogEncoder.configure(settings);
    return settings;
  }
}
