package dev.slostreams.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.loadtest.Workload.Shape;

/**
 * Somebody who counts the events of a topic, in a process of its own that lives through all rounds
 * and keeps its compiled code; between its turns it is idle.
 *
 * <p>The main method of a contender calls {@link #serve}. Then the process reads lines {@code run
 * N} and answers each with an {@link Outcome} as JSON ({@link Commands}).
 */
public interface Contender {

  /**
   * Counts everything once more, from the beginning.
   *
   * @param run a number that no other run of this contender has
   */
  Outcome run(int run) throws Exception;

  /** Does what standard input says, until it ends. */
  static void serve(Contender contender) {
    ObjectMapper json = new ObjectMapper();
    Commands.serve(
        line -> {
          int run = Integer.parseInt(line.substring("run ".length()));
          return json.writeValueAsString(contender.run(run));
        });
  }

  /** A topic and where it is: what every contender is told. */
  record Task(String brokers, String topic, long events, Shape shape) {

    /** As the first arguments of a contender's main method. */
    public static Task of(String[] args) {
      return new Task(args[0], args[1], Long.parseLong(args[2]), Shape.parse(args[3]));
    }

    public String[] toArguments() {
      return new String[] {brokers, topic, Long.toString(events), shape.toString()};
    }
  }
}
