/**
 * A topology that is running: hosts as network namespaces, components as containers that join them, and their clean
 * removal.
 */
package org.foobarlab.deployment;
