/**
 * How far event time has come: per source partition, idle, ended, held back; and which tick is due
 * (semantics.md §1).
 *
 * <p>Entry type: {@link dev.slostreams.watermark.Watermarks}. Uses the JDK; the wall clock comes in
 * as an argument.
 */
package dev.slostreams.watermark;
