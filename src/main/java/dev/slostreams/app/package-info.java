/**
 * How to run: the settings, start and stop. The only package in which parts are constructed.
 *
 * <p>Entry type: {@link dev.slostreams.app.AppConfig}. May use every package but {@code cli} and
 * {@code demo}.
 */
package dev.slostreams.app;
