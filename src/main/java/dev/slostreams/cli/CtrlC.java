package dev.slostreams.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns Ctrl-C (and a plain {@code kill}) into an orderly end with exit code 0: it asks the command
 * to stop and keeps the process until this is closed, which the command does last. Pressed again it
 * ends the process at once.
 */
final class CtrlC implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(CtrlC.class);
  private static final long WAIT_SECONDS = 24; // who stops us may end us by force after 25 s

  private static final int AT_ONCE = 130; // what a shell says of a process ended by Ctrl-C

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::pressed, "slo-streams-stop");
  private volatile Runnable stop = () -> {};
  private volatile boolean pressed;

  CtrlC() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What asks the command to stop. */
  void stops(Runnable command) {
    stop = command;
    if (pressed) {
      command.run(); // it was pressed before there was anything to stop
    }
  }

  boolean isPressed() {
    return pressed;
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      ended.countDown(); // it has been pressed: the hook waits for this and ends the process
    }
  }

  private void pressed() {
    pressed = true;
    endAtOnceWhenPressedAgain();
    new Thread(stop, "slo-streams-stopping").start(); // what does not stop shall not keep us
    boolean orderly = false;
    try {
      orderly = ended.await(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(orderly ? ExitCode.DONE : ExitCode.COULD_NOT_RUN);
  }

  /*
   * A running shutdown hook makes the JVM deaf to signals. The class that can listen to them has no
   * supported name, so it is looked up; where it is missing, the second signal does nothing.
   */
  private static void endAtOnceWhenPressedAgain() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object endAtOnce =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, CtrlC::pressedAgain);
      for (String name : new String[] {"INT", "TERM"}) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, one, endAtOnce);
      }
    } catch (ReflectiveOperationException e) {
      LOGGER.debug("a second signal will not be heard", e);
    }
  }

  private static Object pressedAgain(Object proxy, Method method, Object[] arguments) {
    if (method.getName().equals("handle")) {
      Runtime.getRuntime().halt(AT_ONCE);
    }
    return null;
  }
}
