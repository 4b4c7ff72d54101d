package dev.slostreams.loadtest.contenders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OneCoreContenderTest {

  @Test
  void lastCoreIsTheLastOneThatIsAllowed() {
    assertEquals("1", lastCore("Cpus_allowed_list:\t0-1"));
    assertEquals("7", lastCore("Cpus_allowed_list:\t0-3,7"));
    assertEquals("0", lastCore("Cpus_allowed_list:\t0"));
  }

  private static String lastCore(String line) {
    return OneCoreContender.lastCore(List.of("Name:\tjava", line, "Mems_allowed_list:\t0"));
  }
}
