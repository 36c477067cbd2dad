/**
 * www.foobar.com as the web servers run it: a visitors' book that reads from the server's own MySQL and writes to the
 * primary one.
 *
 * <p>{@link org.foobarlab.site.Site} is the program; it reads {@link org.foobarlab.site.Settings}, opens a
 * {@link org.foobarlab.site.Storage} and serves {@link org.foobarlab.site.Pages} through a
 * {@link org.foobarlab.site.WebServer}. Many copies of it share a small machine with the servers around it, so it is
 * made to start fast and to need nothing but the JDK's own HTTP server, a connection pool and a driver.
 */
package org.foobarlab.site;
