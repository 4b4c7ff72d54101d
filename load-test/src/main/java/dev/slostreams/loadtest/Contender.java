package dev.slostreams.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.loadtest.Workload.Shape;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Somebody who counts the events of a topic, in a process of its own that lives through all rounds
 * and keeps its compiled code; between its turns it is idle.
 *
 * <p>The main method of a contender calls {@link #serve}. Then the process reads lines {@code run
 * N} and answers each with one line: {@link #ANSWER} and an {@link Outcome} as JSON.
 */
public interface Contender {

  /** What a line begins with that is an answer; others are chatter. */
  String ANSWER = "outcome ";

  /**
   * Counts everything once more, from the beginning.
   *
   * @param run a number that no other run of this contender has
   */
  Outcome run(int run) throws Exception;

  /** Does what standard input says, until it ends. */
  static void serve(Contender contender) {
    PrintStream answers = System.out;
    ObjectMapper json = new ObjectMapper();
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        int run = Integer.parseInt(line.substring("run ".length()));
        answers.println(ANSWER + json.writeValueAsString(contender.run(run)));
        answers.flush();
      }
    } catch (Exception e) {
      LoggerFactory.getLogger(contender.getClass()).error("this contender cannot go on", e);
      System.exit(1);
    }
    System.exit(0); // whatever threads a contender leaves behind
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
