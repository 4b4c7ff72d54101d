package dev.slostreams.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two sockets of an embedded broker, bound on the loopback address before the server starts.
 *
 * <p>So a free port stays ours from the moment it is known, and a taken port is reported as such.
 */
final class Listeners implements ServerSocketFactory, AutoCloseable {

  static final String CLIENTS = "CLIENTS";
  static final String CONTROLLER = "CONTROLLER";

  private static final int ANY_PORT = 0;

  private final ServerSocketChannel clients;
  private final ServerSocketChannel controller;

  private Listeners(ServerSocketChannel clients, ServerSocketChannel controller) {
    this.clients = clients;
    this.controller = controller;
  }

  /**
   * Binds the clients' socket to the port, 0 for a free one, and the controller's to a free one.
   */
  static Listeners bind(int port) {
    try {
      ServerSocketChannel clients = open(port);
      try {
        return new Listeners(clients, open(ANY_PORT));
      } catch (IOException e) {
        clients.close();
        throw e;
      }
    } catch (BindException e) {
      throw new BrokerException(
          "broker.port: must be free, but "
              + port
              + " is taken; stop what listens there, or give 0 for any free port",
          e);
    } catch (IOException e) {
      throw new BrokerException("broker.port: cannot listen on 127.0.0.1:" + port, e);
    }
  }

  private static ServerSocketChannel open(int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.configureBlocking(false);
      return channel.bind(new InetSocketAddress(loopback(), port));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static InetAddress loopback() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** {@code 127.0.0.1:port} of the clients' socket. */
  String clientsAddress() {
    return "127.0.0.1:" + clients.socket().getLocalPort();
  }

  /** {@code 127.0.0.1:port} of the controller's socket. */
  String controllerAddress() {
    return "127.0.0.1:" + controller.socket().getLocalPort();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes) {
    return listenerName.equals(CONTROLLER) ? controller : clients;
  }

  @Override
  public void close() {
    try (clients;
        controller) {
      // closing is all there is to do
    } catch (IOException e) {
      throw new BrokerException("embedded broker: its sockets did not close", e);
    }
  }
}
