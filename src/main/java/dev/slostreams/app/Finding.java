package dev.slostreams.app;

import java.util.List;

/**
 * Something on the cluster that is not as it is needed.
 *
 * @param wrong whether it keeps us from working rightly; otherwise it will when something else
 *     fails
 * @param problem for people: place, rule, value
 * @param commands that mend it, or a sentence where none does
 */
public record Finding(boolean wrong, String problem, List<String> commands) {

  public Finding {
    commands = List.copyOf(commands);
  }

  static Finding wrong(String problem, String... commands) {
    return new Finding(true, problem, List.of(commands));
  }

  static Finding warning(String problem, String... commands) {
    return new Finding(false, problem, List.of(commands));
  }
}
