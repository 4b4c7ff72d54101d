package dev.slostreams.loadtest;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * How a process of ours is told what to do: a line on standard input, a line on standard output.
 */
public final class Commands {

  /** What a line begins with that is an answer; others are chatter. */
  public static final String ANSWER = "answer ";

  private Commands() {}

  /** Does what a line says. */
  @FunctionalInterface
  public interface Worker {

    /** The answer, in one line. */
    String answer(String command) throws Exception;
  }

  /** Answers each line until standard input ends, and ends the process then. */
  public static void serve(Worker worker) {
    try {
      answerAll(worker);
    } catch (Exception e) {
      LoggerFactory.getLogger(Commands.class).error("this process cannot go on", e);
      System.exit(1);
    }
    System.exit(0); // whatever threads are left behind
  }

  /** Answers each line until standard input ends. */
  public static void answerAll(Worker worker) throws Exception {
    PrintStream answers = System.out;
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      answers.println(ANSWER + worker.answer(line));
      answers.flush();
    }
  }
}
