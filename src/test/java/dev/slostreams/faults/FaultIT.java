package dev.slostreams.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.faults.Fault.Load;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some of the faults, with few events and few strikes; {@code load-test/faults} runs all. */
class FaultIT {

  private static final Load FEW = new Load(60_000, 4_000, 0.02);

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}, {1} times, seed {2}")
  @CsvSource({"F-1, 2, 1", "F-7, 1, 2"})
  void nothingIsLostAndNothingTwiceAndAlertsAreThoseOfAQuietRun(String id, int rounds, long seed)
      throws Exception {
    Fault fault = Faults.named(id).withRounds(rounds).withLoad(FEW);

    Verdict verdict = FaultRun.of(fault, seed, folder);

    assertThat(verdict.differences()).isEmpty();
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.transitions()).as("alerts that could differ").isPositive();
    assertThat(verdict.inFlight()).as("strikes with records in flight").isPositive();
  }

  @Test
  void whereEventsAreCountedTwiceTheOracleSeesIt() throws Exception {
    Verdict verdict = FaultRun.of(Faults.CANARY.withLoad(FEW), 3, folder);

    assertThat(verdict.doubled()).isPositive();
  }
}
