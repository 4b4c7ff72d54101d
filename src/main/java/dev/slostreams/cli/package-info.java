/**
 * The commands, one class per verb.
 *
 * <p>Entry type: {@link dev.slostreams.cli.Main}. May use {@code app}, {@code openslo} and {@code
 * demo}; picocli is used here only.
 */
package dev.slostreams.cli;
