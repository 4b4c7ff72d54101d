package dev.slostreams.faults;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between clients and the broker, whose listener is advertised as this one's port. It
 * reads the client id in the first request of each connection, so that only instances suffer and
 * those who publish and watch do not.
 */
final class FaultyNetwork implements AutoCloseable {

  private static final int CLIENT_ID_AT = 8; // api key, version and correlation id come before
  private static final short API_VERSIONS = 18;
  private static final short END_TXN = 26;
  private static final byte[] NOTHING = new byte[0];
  private static final int BACKLOG = 50;
  private static final int CHUNK = 1 << 14;
  private static final long LOOK_NANOS = 5_000_000;

  private final ServerSocket server;
  private final String victims;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile SocketAddress broker;
  private volatile Weather weather = Weather.FAIR;
  private volatile Commits commits = Commits.FAIR;
  private final AtomicInteger commitsLeft = new AtomicInteger();

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

  /** What becomes of the victims' commits. */
  enum Commits {
    FAIR(0),
    /** They are not carried out, and answered: the coordinator is loading. */
    LOADING(14),
    /** They are not carried out, and answered: the producer is fenced. */
    FENCED(90),
    /** They are not carried out, and answered: the transaction is not one that can be committed. */
    ENDED(48),
    /** They are not carried out, and not answered. */
    SWALLOWED(0),
    /** They are carried out, and the connection breaks in place of the answer. */
    UNANSWERED(0);

    private final int error;

    Commits(int error) {
      this.error = error;
    }
  }

  /** A connection of a client. */
  private static final class Link {

    private final Socket client;
    private final Socket broker;

    /**
     * What is said in place of the broker's answer to a request, by its correlation id; with
     * nothing the connection breaks.
     */
    private final Map<Integer, byte[]> answers = new ConcurrentHashMap<>();

    private Link(Socket client, Socket broker) {
      this.client = client;
      this.broker = broker;
    }

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

  /** What becomes of the next commits of the victims, so many of them. */
  void commits(Commits kind, int next) {
    commits = kind;
    commitsLeft.set(next);
  }

  /** To how many of them it has not come yet. */
  int commitsLeft() {
    return commitsLeft.get();
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
      send(toBroker, first);
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
    try {
      if (victim) {
        carryMessages(link, from, to, toBroker);
      } else {
        from.getInputStream().transferTo(to.getOutputStream());
      }
    } catch (IOException e) {
      // either side has gone: so does the other
    } finally {
      link.close();
      links.remove(link);
    }
  }

  /** Message by message, each of which has its length before it. */
  private void carryMessages(Link link, Socket from, Socket to, boolean toBroker)
      throws IOException {
    DataInputStream in = new DataInputStream(from.getInputStream());
    while (!to.isClosed()) {
      byte[] message = new byte[in.readInt()];
      in.readFully(message);
      for (int sent = 0; sent < message.length; sent += CHUNK) {
        suffer(link, Math.min(CHUNK, message.length - sent), toBroker);
      }
      byte[] carried = toBroker ? request(link, message) : answer(link, message);
      if (carried.length > 0) {
        send(to, carried);
      }
    }
  }

  private static void send(Socket to, byte[] message) throws IOException {
    OutputStream out = to.getOutputStream();
    out.write(ByteBuffer.allocate(4 + message.length).putInt(message.length).put(message).array());
    out.flush();
  }

  /**
   * The request, or what is said to the broker in its place. A commit that is not carried out
   * becomes a question for the broker's versions, so that the answers stay in order.
   */
  private byte[] request(Link link, byte[] message) {
    ByteBuffer request = ByteBuffer.wrap(message);
    Commits now = commits;
    if (request.getShort(0) != END_TXN
        || now == Commits.FAIR
        || commitsLeft.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      return message;
    }
    int correlation = request.getInt(4);
    switch (now) {
      case SWALLOWED:
        return NOTHING;
      case UNANSWERED:
        link.answers.put(correlation, NOTHING);
        return message;
      default:
        link.answers.put(correlation, refusal(request.getShort(2), correlation, now.error));
        return ByteBuffer.allocate(10)
            .putShort(API_VERSIONS)
            .putShort((short) 0)
            .putInt(correlation)
            .putShort((short) -1) // no client id
            .array();
    }
  }

  private static byte[] refusal(int version, int correlation, int error) {
    boolean flexible = version >= 3;
    ByteBuffer answer = ByteBuffer.allocate(10 + (flexible ? 2 : 0) + (version >= 5 ? 10 : 0));
    answer.putInt(correlation);
    if (flexible) {
      answer.put((byte) 0); // no tags
    }
    answer.putInt(0).putShort((short) error); // no throttling
    if (version >= 5) {
      answer.putLong(-1).putShort((short) -1); // no producer
    }
    return answer.array(); // a last byte of a flexible one is 0: no tags
  }

  private byte[] answer(Link link, byte[] message) throws IOException {
    byte[] instead = link.answers.remove(ByteBuffer.wrap(message).getInt(0));
    if (instead != null && instead.length == 0) {
      throw new IOException("cut in place of an answer");
    }
    return instead == null ? message : instead;
  }

  private void suffer(Link link, int bytes, boolean toBroker) {
    Weather now = weather;
    while (!(toBroker ? now.toBroker() : now.toClient()) && !link.client.isClosed()) {
      LockSupport.parkNanos(LOOK_NANOS);
      now = weather;
    }
    long nanos = now.delayMs() * 1_000_000;
    if (now.bytesPerSecond() > 0) {
      nanos += bytes * 1_000_000_000L / now.bytesPerSecond();
    }
    long until = System.nanoTime() + nanos;
    while (System.nanoTime() < until && !link.client.isClosed()) {
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
