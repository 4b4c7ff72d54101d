package dev.slostreams.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps a logger silent during each test, where it has a line for each of many wrong inputs. */
public final class Hushed implements BeforeEachCallback, AfterEachCallback {

  private final Logger logger;

  private Hushed(Logger logger) {
    this.logger = logger;
  }

  public static Hushed logger(String name) {
    return new Hushed((Logger) LoggerFactory.getLogger(name));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    logger.setLevel(Level.OFF);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.setLevel(null);
  }
}
