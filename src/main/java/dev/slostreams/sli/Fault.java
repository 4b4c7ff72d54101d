package dev.slostreams.sli;

/**
 * What was wrong when an expression failed on an event; made at load and shared by all events.
 *
 * @param text for people, without the expression it happened in
 */
record Fault(InvalidReason reason, String text) {}
