package dev.slostreams.app;

import java.util.List;

/** The settings have problems; nothing starts. Each problem says key, rule and value. */
public final class ConfigException extends RuntimeException {

  private final List<String> problems;

  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, one line each. */
  public List<String> problems() {
    return problems;
  }
}
