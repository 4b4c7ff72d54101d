/**
 * JSON and the other shapes in which data comes in and goes out: event decoders, records on our
 * topics and in our answers.
 *
 * <p>Entry type for events: {@link dev.slostreams.wire.EventDecoder}. Uses the core and Jackson,
 * which has its only home here.
 */
package dev.slostreams.wire;
