package dev.slostreams.loadtest.dense;

/**
 * What dense series come to where they are stored.
 *
 * @param series how many
 * @param records entries of the store
 * @param bytes of their keys and values
 */
public record Stored(int series, long records, long bytes) {}
