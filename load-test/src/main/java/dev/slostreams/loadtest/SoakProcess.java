package dev.slostreams.loadtest;

import dev.slostreams.loadtest.Vitals.Look;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A process of the soak over all its lives, and what was seen of it. Used by one thread. */
final class SoakProcess implements AutoCloseable {

  private final String name;
  private final Starter starter;
  private final List<Look> looks = new ArrayList<>();
  private Child child;
  private Vitals vitals;
  private String address = "";
  private boolean paused;
  private int lives;

  /** Makes the n-th life. */
  @FunctionalInterface
  interface Starter {
    Child start(int life) throws IOException;
  }

  SoakProcess(String name, Starter starter) {
    this.name = name;
    this.starter = starter;
  }

  String name() {
    return name;
  }

  /** Where it says that it is. */
  String address() {
    return address;
  }

  List<Look> looks() {
    return looks;
  }

  int lives() {
    return lives;
  }

  /** Returns once it says where it is, in a line that begins like this. */
  void start(String beginning) throws IOException {
    child = starter.start(++lives);
    address = child.answer(beginning).strip();
    vitals = new Vitals(child.pid());
  }

  /** Whether it does something now. */
  boolean runs() {
    return child != null && child.isAlive() && !paused;
  }

  void look(double second) throws IOException {
    looks.add(vitals.look(second));
  }

  /** Ends it as a crash would. */
  void kill() {
    child.kill();
    gone();
  }

  /** Asks it to stop, and waits; returns its exit code. */
  int terminate() throws InterruptedException {
    child.terminate();
    int code = child.exitCode();
    gone();
    return code;
  }

  /** SIGSTOP. */
  void pause() throws IOException, InterruptedException {
    child.signal("STOP");
    paused = true;
  }

  /** SIGCONT. */
  void resume() throws IOException, InterruptedException {
    child.signal("CONT");
    paused = false;
  }

  /**
   * That it has not ended by itself.
   *
   * @throws IllegalStateException when it has
   */
  void requireAlive() {
    if (child != null && !child.isAlive()) {
      throw new IllegalStateException(name + " has ended by itself; its log says why");
    }
  }

  private void gone() {
    vitals.close();
    child.close();
    child = null;
  }

  /** Ends it in good order. */
  @Override
  public void close() {
    if (child != null) {
      child.close();
      child = null;
    }
  }
}
