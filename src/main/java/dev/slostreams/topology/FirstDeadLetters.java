package dev.slostreams.topology;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of the first event that an SLO, or nobody, can count, once for each reason. How many follow
 * is counted; which they are stands on the dead-letter topic. Thread-safe.
 */
final class FirstDeadLetters {

  private static final Logger LOGGER = LoggerFactory.getLogger(FirstDeadLetters.class);

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /** One was written. */
  void see(DeadLetter letter) {
    if (letter.slos().isEmpty() && said.add(letter.origin().topic() + " " + letter.reason())) {
      say(letter, "a record cannot be read as an event");
    }
    for (String slo : letter.slos()) {
      if (said.add(slo + " " + letter.reason())) {
        say(letter, "SLO '" + slo + "' cannot count an event");
      }
    }
  }

  private static void say(DeadLetter letter, String what) {
    LOGGER
        .atWarn()
        .addKeyValue("reason", letter.reason())
        .addKeyValue("topic", letter.origin().topic())
        .addKeyValue("partition", letter.origin().partition())
        .addKeyValue("offset", letter.origin().offset())
        .log("{}; it and all further ones are dead letters, whose headers say why", what);
  }
}
