/**
 * HTTP: the route table, what its routes answer, and the server with its limits.
 *
 * <p>Entry types: {@link dev.slostreams.http.HttpServer}, {@link dev.slostreams.http.HttpSettings}.
 * Uses {@code slo}, {@code wire}, {@code query}, Javalin and Jackson, and the registry of meters;
 * all that it asks is handed in.
 */
package dev.slostreams.http;
