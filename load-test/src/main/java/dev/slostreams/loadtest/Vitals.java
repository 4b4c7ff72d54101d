package dev.slostreams.loadtest;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into a Java process from outside: what of the machine it holds. */
final class Vitals implements AutoCloseable {

  private final long pid;
  private final JMXConnector connector;
  private final MemoryMXBean memory;
  private final ThreadMXBean threads;
  private final UnixOperatingSystemMXBean system;

  /**
   * What it held.
   *
   * @param second of the run
   * @param heap bytes that are in use after a full collection, which looking makes
   * @param resident bytes of its pages in memory
   */
  record Look(double second, double heap, double resident, double descriptors, double threads) {}

  /** A figure of {@link Look}, and by how much it may grow without being called growing. */
  record Kind(String name, double unit, double slack, ToDoubleFunction<Look> of) {

    private static final double MB = 1_048_576;

    static final List<Kind> ALL =
        List.of(
            new Kind("heap after a collection, MB", MB, 8, Look::heap),
            new Kind("RSS, MB", MB, 32, Look::resident),
            new Kind("descriptors", 1, 8, Look::descriptors),
            new Kind("threads", 1, 4, Look::threads));

    double median(List<Look> looks) {
      return Sample.of(looks.stream().mapToDouble(of)).median() / unit;
    }

    /** Whether the later figure is no more than a tenth and the slack above the earlier one. */
    boolean isFlat(double earlier, double later) {
      return later <= earlier * 1.1 + slack;
    }
  }

  Vitals(long pid) throws IOException {
    this.pid = pid;
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
      machine.detach();
      connector = JMXConnectorFactory.connect(address);
    } catch (com.sun.tools.attach.AttachNotSupportedException e) {
      throw new IOException(e);
    }
    MBeanServerConnection server = connector.getMBeanServerConnection();
    memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
    threads = ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class);
    system = ManagementFactory.getPlatformMXBean(server, UnixOperatingSystemMXBean.class);
  }

  Look look(double second) throws IOException {
    memory.gc();
    return new Look(
        second,
        memory.getHeapMemoryUsage().getUsed(),
        ProcessStatus.resident(pid),
        system.getOpenFileDescriptorCount(),
        threads.getThreadCount());
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // the process is gone
    }
  }
}
