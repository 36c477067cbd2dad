/** Show a grade: on a terminal, and as a file for programs. Knows only what a grade holds. */
package org.foobarlab.report;
