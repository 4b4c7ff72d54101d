package dev.slostreams.app;

import dev.slostreams.sli.OneLine;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;

/** What a failure says to a person, in one line: Kafka's own texts have several. */
final class FailureText {

  private static final int MOST = 1_000; // characters of what one failure says

  private static final String CLOCKS =
      "; compare the wall clock of this machine with those of the brokers, and look at"
          + " message.timestamp.before.max.ms and message.timestamp.after.max.ms of the topic";

  private FailureText() {}

  /** What failed and its causes, none that one before it has already said. */
  static String of(Throwable failure) {
    List<String> parts = new ArrayList<>();
    String hint = "";
    for (Throwable one = failure; one != null; one = one.getCause()) {
      String text = oneLine(one.getMessage() == null ? one.toString() : one.getMessage());
      if (parts.stream().noneMatch(before -> before.contains(text))) {
        parts.add(one == failure ? text : oneLine(one.toString()));
      }
      hint = isOfClocks(one) ? CLOCKS : hint;
    }
    return String.join(": ", parts) + hint;
  }

  private static boolean isOfClocks(Throwable failure) {
    return failure instanceof InvalidTimestampException
        || failure instanceof InvalidRecordException
            && String.valueOf(failure.getMessage()).startsWith("Timestamp ");
  }

  private static String oneLine(String text) {
    return OneLine.of(text.strip(), MOST);
  }
}
