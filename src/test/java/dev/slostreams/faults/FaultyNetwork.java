package dev.slostreams.faults;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between clients and the broker, whose listener is advertised as this one's port. It
 * reads the client id in the first request of each connection, so that only instances suffer and
 * those who publish and watch do not.
 */
final class FaultyNetwork implements AutoCloseable {

  private static final int CLIENT_ID_AT = 8; // api key, version and correlation id come before
  private static final int BACKLOG = 50;
  private static final int CHUNK = 1 << 14;
  private static final long LOOK_NANOS = 5_000_000;

  private final ServerSocket server;
  private final String victims;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile SocketAddress broker;
  private volatile Weather weather = Weather.FAIR;

  /**
   * What happens to the bytes of the victims.
   *
   * @param delayMs that each chunk waits
   * @param bytesPerSecond at most on each connection, 0 for as many as there are
   * @param toBroker whether requests get through
   * @param toClient whether answers get through
   */
  record Weather(long delayMs, int bytesPerSecond, boolean toBroker, boolean toClient) {

    static final Weather FAIR = new Weather(0, 0, true, true);
    static final Weather SLOW = new Weather(500, 0, true, true);
    static final Weather NARROW = new Weather(0, 10_000, true, true);
    static final Weather SILENT = new Weather(0, 0, false, false);
    static final Weather DEAF = new Weather(0, 0, true, false);
  }

  private record Link(Socket client, Socket broker) {

    void close() {
      try (client;
          broker) {
        // closing is all there is to do
      } catch (IOException e) {
        // it is gone already
      }
    }
  }

  private FaultyNetwork(ServerSocket server, String victims) {
    this.server = server;
    this.victims = victims;
  }

  /**
   * Opens it on a free port.
   *
   * @param victims what the client ids begin with of those whom faults concern
   */
  static FaultyNetwork open(String victims) {
    try {
      ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
      FaultyNetwork network = new FaultyNetwork(server, victims);
      daemon("network", network::accept);
      return network;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients connect: {@code 127.0.0.1:port}. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Where the broker is. */
  void leadTo(String address) {
    int colon = address.indexOf(':');
    broker =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  void weather(Weather now) {
    weather = now;
  }

  /** Breaks all connections of the victims, in the middle of whatever they say. */
  void cut() {
    links.forEach(Link::close);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        daemon("link", () -> link(client));
      } catch (IOException e) {
        // closed, or a client that has gone already
      }
    }
  }

  private void link(Socket client) {
    Socket toBroker = new Socket();
    Link link = new Link(client, toBroker);
    try {
      client.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(client.getInputStream());
      byte[] first = new byte[in.readInt()];
      in.readFully(first);
      boolean victim = clientId(first).startsWith(victims);
      toBroker.setTcpNoDelay(true);
      toBroker.connect(broker);
      if (victim) {
        links.add(link);
      }
      OutputStream out = toBroker.getOutputStream();
      out.write(ByteBuffer.allocate(4).putInt(first.length).array());
      out.write(first);
      out.flush();
      daemon("answers", () -> carry(link, toBroker, client, victim, false));
      carry(link, client, toBroker, victim, true);
    } catch (IOException e) {
      link.close();
      links.remove(link);
    }
  }

  private static String clientId(byte[] request) {
    int length = ByteBuffer.wrap(request).getShort(CLIENT_ID_AT);
    return length < 0 ? "" : new String(request, CLIENT_ID_AT + 2, length, StandardCharsets.UTF_8);
  }

  private void carry(Link link, Socket from, Socket to, boolean victim, boolean toBroker) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (victim) {
          suffer(link, read, toBroker);
        }
        out.write(chunk, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // either side has gone: so does the other
    } finally {
      link.close();
      links.remove(link);
    }
  }

  private void suffer(Link link, int bytes, boolean toBroker) {
    Weather now = weather;
    while (!(toBroker ? now.toBroker() : now.toClient()) && !link.client().isClosed()) {
      LockSupport.parkNanos(LOOK_NANOS);
      now = weather;
    }
    long nanos = now.delayMs() * 1_000_000;
    if (now.bytesPerSecond() > 0) {
      nanos += bytes * 1_000_000_000L / now.bytesPerSecond();
    }
    long until = System.nanoTime() + nanos;
    while (System.nanoTime() < until && !link.client().isClosed()) {
      LockSupport.parkNanos(Math.min(LOOK_NANOS, until - System.nanoTime()));
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, "faulty-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(Link::close);
  }
}
