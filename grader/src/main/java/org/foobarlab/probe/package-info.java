/**
 * One way each to observe a deployment, from outside or inside. A probe that cannot look throws a fault; what it sees
 * is never its fault.
 */
package org.foobarlab.probe;
