package dev.slostreams.app;

/**
 * Where the brokers are, and where this instance is.
 *
 * @param brokers {@code host:port}, separated by commas
 * @param self {@code host:port} under which other instances reach its HTTP
 */
record Addresses(String brokers, String self) {}
