/** Foobar Lab: a lab and grader for web infrastructure that runs what students build. */
package org.foobarlab;
